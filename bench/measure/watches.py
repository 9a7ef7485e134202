"""Many watches of one arm: opens them, has workflows created at a steady pace, and tells when each event arrived."""

import json
import secrets
import subprocess
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .arms import Arm
from .documents import BLOCK_LABEL, watched
from .kubernetes import Workflows
from .operations import url
from .plan import Watching

# An event that is this late is as good as lost, and a watch that does not open within it is frozen.
PATIENCE_SECONDS = 20


class WatchFailed(Exception):
    """Watches that did not open or that ended, or events that did not come."""


@dataclass(frozen=True)
class Deliveries:
    """latencies: milliseconds from the request to create a workflow to its event at one watcher, of all of both."""

    latencies: list[float]
    seconds: float


class Watches:
    """Open from when it is entered to its end. Whoever watches sees the workflows of this block alone."""

    def __init__(self, arm: Arm, watching: Watching, namespace: str, token: str, scratch: Path):
        self._arm = arm
        self._watching = watching
        self._namespace = namespace
        self._token = token
        self._workflows = Workflows(namespace, token)
        self._scratch = scratch
        self._block = secrets.token_hex(4)
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Watches":
        # It is there before; a watcher is watching when it has seen it.
        self._workflows.create(watched(self._block, 0))
        file = self._scratch / "watches.json"
        file.write_text(json.dumps(self._plan()))
        self._process = subprocess.Popen(
            ["watch-client", str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            output = self._read()
            if output["open"] != self._watching.watchers:
                raise WatchFailed(f"{output['open']} of {self._watching.watchers} watches opened; {output['failure'] or 'the others hang'}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def deliver(self, enough: Callable[[int], bool]) -> Deliveries:
        """Creates workflows, straight in Kubernetes, until there are enough, and waits until all watchers saw them.

        enough: gets how many there are.
        """
        began = time.monotonic()
        created = 0
        while not enough(created):
            time.sleep(max(0.0, began + created / self._watching.per_second - time.monotonic()))
            self._workflows.create(watched(self._block, time.time_ns()))
            created += 1
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(f"{created}\n")
        self._process.stdin.flush()
        output = self._read()
        wrong = {name: output[name] for name in ("missing", "repeated", "ended") if output[name]}
        if wrong:
            raise WatchFailed(f"of {created} events at {self._watching.watchers} watchers: {wrong} {output['failure']}".strip())
        return Deliveries(output["latencies"], time.monotonic() - began)

    def _plan(self) -> dict:
        selector = f"{BLOCK_LABEL}={self._block}"
        plan = {"protocol": self._arm.protocol, "watchers": self._watching.watchers, "patience": PATIENCE_SECONDS}
        headers = {"authorization": f"Bearer {self._token}"}
        if self._arm.protocol == "grpc":
            message = _field(1, self._namespace) + _field(2, _field(1, selector))
            return plan | {
                "url": f"{self._arm.address}/workflow.WorkflowService/WatchWorkflows",
                "authority": self._arm.authority,
                "headers": headers | {"content-type": "application/grpc", "te": "trailers"},
                "message": b64encode(message).decode(),
            }
        path = f"/api/v1/workflow-events/{self._namespace}?listOptions.labelSelector={quote(selector)}"
        return plan | {"url": url(self._arm, path), "headers": headers | {"accept": "text/event-stream"}}

    def _read(self) -> dict:
        assert self._process is not None and self._process.stdout is not None
        alarm = threading.Timer(3 * PATIENCE_SECONDS, self._process.kill)
        alarm.start()
        try:
            line = self._process.stdout.readline()
        finally:
            alarm.cancel()
        if not line:
            raise WatchFailed(f"the watchers ended: {self._process.communicate()[1][-500:]}")
        return json.loads(line)

    def __exit__(self, *_) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


def _field(number: int, value: str | bytes) -> bytes:
    """A field of text, or of a message, as protobuf writes it."""
    content = value.encode() if isinstance(value, str) else value
    assert len(content) < 128
    return bytes([number << 3 | 2, len(content)]) + content
