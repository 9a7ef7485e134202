"""A reader of a log that counts, who opens it again when it breaks off."""

import http.client
import json
import threading

PROBLEMS = (OSError, http.client.HTTPException, ValueError)
LINES_AGAIN = 200


class LogReader:
    """Follows until the block ends. Lines that it has already are dropped, as a client does that continues."""

    def __init__(self, port: int, path: str, token: str):
        self._port = port
        self._path = path
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        self._stopped = threading.Event()
        self.connections = 0
        self.numbers: list[int] = []

    def __enter__(self) -> "LogReader":
        threading.Thread(target=self._work, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._stopped.set()

    @property
    def missing(self) -> int:
        """How many lines there must have been between the first and the last one that were never seen."""
        return self.numbers[-1] - self.numbers[0] + 1 - len(self.numbers) if self.numbers else 0

    def _work(self) -> None:
        while not self._stopped.is_set():
            self.connections += 1
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                connection.request("GET", f"{self._path}?follow=true&tailLines={LINES_AGAIN}", headers=self._headers)
                answer = connection.getresponse()
                while answer.status == 200 and (line := answer.readline()):
                    if line.startswith(b"data:") and (content := json.loads(line[5:]).get("content", "")).isdigit():
                        self._saw(int(content))
            except PROBLEMS:
                pass  # it is opened again
            finally:
                connection.close()
            self._stopped.wait(0.2)

    def _saw(self, number: int) -> None:
        if not self.numbers or number > self.numbers[-1]:
            self.numbers.append(number)
