"""A bash that keeps its variables from snippet to snippet, as a terminal does."""

import subprocess
import tempfile
import threading
from pathlib import Path
from typing import IO, cast

SNIPPET_SECONDS = 120


class Shell:
    """One bash process. It stops at the first command of a snippet that fails, unless a failure is expected."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory()
        self._directory = Path(self._scratch.name)
        command = ["bash", "--noprofile", "--norc"]
        self._bash = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._input, self._answers = cast(IO[str], self._bash.stdin), cast(IO[str], self._bash.stdout)

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *_) -> None:
        self._bash.kill()
        self._bash.wait()
        self._scratch.cleanup()

    def run(self, text: str, stop: bool = True) -> tuple[int, str]:
        """Runs a snippet and returns its exit code and its output, errors included."""
        snippet, output, state = (self._directory / name for name in ("snippet", "output", "state"))
        snippet.write_text(text)
        self._input.write(
            f"set {'-euo' if stop else '+e -uo'} pipefail\n"
            f"source {snippet} </dev/null >{output} 2>&1; _status=$?\n"
            f"env -0 >{state}; echo $_status\n"
        )
        timer = threading.Timer(SNIPPET_SECONDS, self._bash.kill)
        timer.start()
        answer = self._answers.readline().strip()
        timer.cancel()
        # Without an answer the shell has ended itself: a command failed.
        code = int(answer) if answer else (self._bash.wait() or 1)
        return code, output.read_text(errors="replace")

    def environment(self) -> dict[str, str]:
        """The exported variables after the last snippet."""
        state = self._directory / "state"
        text = state.read_text() if state.exists() else ""
        return dict(line.split("=", 1) for line in text.split("\0") if "=" in line)
