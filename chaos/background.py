"""Work that goes on beside the block that it is entered for."""

import threading


class Background:
    """Runs `_work` in a thread until the block ends. The work looks at `_stopped`."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def __enter__(self):
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def stop(self) -> None:
        """Returns when the work has ended."""
        self._stopped.set()
        self._thread.join()

    def _work(self) -> None:
        raise NotImplementedError
