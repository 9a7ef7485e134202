"""Calls at a steady pace, with what each was answered."""

import collections
import http.client
import json
import time
from dataclasses import dataclass

from chaos.background import Background

PAUSE = 0.2
TIMEOUT = 30


@dataclass(frozen=True)
class Call:
    """began: seconds of the monotonic clock. seconds: until the answer. reason: of a problem; the status without one."""

    what: str
    began: float
    seconds: float
    status: int
    reason: str


class Caller(Background):
    """Makes one kind of call again and again until the block ends."""

    def __init__(self, what: str, port: int, method: str, path: str, body: str, token: str):
        super().__init__()
        self._what = what
        self._port = port
        self._request = (method, path, body or None, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        self.calls: list[Call] = []

    def _work(self) -> None:
        while not self._stopped.wait(PAUSE):
            self.calls.append(self._call())

    def _call(self) -> Call:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)
        began = time.monotonic()
        status, said = 0, b""
        try:
            connection.request(*self._request)
            answer = connection.getresponse()
            status, said = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            pass  # status 0
        finally:
            connection.close()
        return Call(self._what, began, time.monotonic() - began, status, _reason(status, said))


def _reason(status: int, said: bytes) -> str:
    try:
        problem = json.loads(said)
    except ValueError:
        return str(status)
    if not isinstance(problem, dict):
        return str(status)
    details = problem.get("details") or [{}]
    return problem.get("reason") or next((one["reason"] for one in details if "reason" in one), str(status))


def reasons(calls: list[Call]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in collections.Counter(call.reason for call in calls).most_common())
