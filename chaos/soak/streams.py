"""Watches that are open all the time, each for half a minute and then anew."""

import contextlib
import http.client
import socket
import time

from chaos.background import Background
from chaos.servers import MODE

OPEN_SECONDS = 30


class Watch(Background):
    """`ended`: how many watches ended before their time; `events`: how many lines came."""

    def __init__(self, port: int, namespace: str, token: str, number: int):
        super().__init__()
        self._port = port
        self._token = token
        self._path = (
            f"/v1/environments/{MODE}/namespaces/{namespace}/workflows:watch"
            if number % 2
            else f"/argo/{MODE}/api/v1/workflow-events/{namespace}"
        )
        self._connection: http.client.HTTPConnection | None = None
        self.ended = 0
        self.events = 0

    def stop(self) -> None:
        self._stopped.set()
        if self._connection and self._connection.sock:
            with contextlib.suppress(OSError):  # it has ended already
                self._connection.sock.shutdown(socket.SHUT_RDWR)
        super().stop()

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._watch()

    def _watch(self) -> None:
        connection = self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=OPEN_SECONDS)
        headers = {"authorization": f"Bearer {self._token}", "accept": "text/event-stream"}
        until = time.monotonic() + OPEN_SECONDS
        try:
            connection.request("GET", self._path, headers=headers)
            response = connection.getresponse()
            while response.status == 200 and time.monotonic() < until and not self._stopped.is_set():
                if not response.readline():
                    break
                self.events += 1
            if time.monotonic() < until and not self._stopped.is_set():
                self.ended += 1
        except (OSError, http.client.HTTPException):
            self.ended += not self._stopped.is_set()
        finally:
            connection.close()
