"""Sends a batch as lines and reads the results as they come."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

WORKFLOW = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"generateName": "batch-"},
    "spec": {"entrypoint": "wait", "suspend": True, "templates": [{"name": "wait", "suspend": {}}]},
}


def lines(count: int) -> Iterator[bytes]:
    """The body of a batch of suspended workflows."""
    line = json.dumps(WORKFLOW).encode() + b"\n"
    for _ in range(count):
        yield line


def send(address: str, path: str, token: str, count: int, heard: Callable[[dict], None]) -> bool:
    """Sends the batch; whether the answer has a summary that says that every item has a workflow."""
    host = urlsplit(address)
    connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=120)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
    complete = False
    try:
        connection.request("POST", path, lines(count), headers, encode_chunked=True)
        response = connection.getresponse()
        for line in response:
            said = json.loads(line)
            heard(said)
            complete = complete or (said["type"] == "summary" and said["complete"])
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    return complete


class Results:
    """Counts the results, and does something once there are so many."""

    def __init__(self, half: int, action: Callable[[], None]):
        self.outcomes: dict[str, int] = {}
        self._half = half
        self._action = action
        self._done = threading.Event()

    def hear(self, line: dict) -> None:
        if line["type"] == "result":
            self.outcomes[line["outcome"]] = self.outcomes.get(line["outcome"], 0) + 1
            if sum(self.outcomes.values()) >= self._half and not self._done.is_set():
                self._done.set()
                self._action()
