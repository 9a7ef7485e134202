"""Watchers over each API that continue after the last event that they saw, at whichever gateway answers."""

import collections
import http.client
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import grpc
from tiphys.v1 import workflow_service_pb2 as messages

from chaos.servers import MODE

TIMEOUT = 30
PAUSE = 0.2
TERMINAL = ("Succeeded", "Failed", "Error")
PROBLEMS = (OSError, http.client.HTTPException, ValueError, grpc.RpcError)


@dataclass(frozen=True)
class Seen:
    """A change of a workflow. version: its resource version."""

    name: str
    phase: str
    version: str

    @property
    def final(self) -> bool:
        return self.phase in TERMINAL


class OverHttp:
    """
    Server-sent events, over TLS if there is a context. path: with a placeholder for the version to continue after. read: what
    the data of an event says.
    """

    def __init__(self, path: str, token: str, read: Callable[[dict], Seen | None], context: ssl.SSLContext | None = None):
        self._path = path
        self._context = context
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        self._read = read

    def __call__(self, port: int, version: str) -> Iterator[Seen]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        if self._context:
            connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=TIMEOUT, context=self._context)
        try:
            connection.request("GET", self._path.format(version=version), headers=self._headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise http.client.HTTPException(f"{answer.status} {answer.read()[:200]!r}")
            while line := answer.readline():
                seen = self._read(json.loads(line[5:])) if line.startswith(b"data:") else None
                if seen:
                    yield seen
        finally:
            connection.close()


def of_v1(data: dict) -> Seen | None:
    workflow = data.get("workflow")
    return Seen(workflow["name"], workflow["phase"], workflow["resourceVersion"]) if workflow else None


def of_argo(data: dict) -> Seen | None:
    workflow = data.get("result", {}).get("object")
    if not workflow:
        return None
    metadata = workflow["metadata"]
    return Seen(metadata["name"], workflow.get("status", {}).get("phase", ""), metadata["resourceVersion"])


class OverGrpc:
    """A stream of `tiphys.v1`, on a channel of its own."""

    def __init__(self, namespace: str, token: str):
        self._namespace = namespace
        self._metadata = [("authorization", f"Bearer {token}")]

    def __call__(self, port: int, version: str) -> Iterator[Seen]:
        request = messages.WatchWorkflowsRequest(environment=MODE, namespace=self._namespace, resource_version=version)
        keepalive = [("grpc.keepalive_time_ms", 10_000), ("grpc.keepalive_timeout_ms", 5_000)]
        options = [("grpc.use_local_subchannel_pool", 1), *keepalive]
        with grpc.insecure_channel(f"127.0.0.1:{port}", options) as channel:
            watch = channel.unary_stream(
                "/tiphys.v1.WorkflowService/WatchWorkflows",
                request_serializer=messages.WatchWorkflowsRequest.SerializeToString,
                response_deserializer=messages.WatchWorkflowsResponse.FromString,
            )
            for event in watch(request, metadata=self._metadata):
                if event.HasField("change"):
                    workflow = event.change.workflow
                    yield Seen(workflow.name, workflow.phase, workflow.resource_version)


class Watcher:
    """
    Watches until the block ends. The first stream begins with what is there. counts: which changes are counted. longest_gap:
    seconds from the end of a stream to the first event of the next.
    """

    def __init__(
        self,
        way: str,
        stream: Callable[[int, str], Iterator[Seen]],
        ports: Callable[[], int],
        counts: Callable[[Seen], bool] = lambda seen: True,
    ):
        self.way = way
        self._counts = counts
        self._stream = stream
        self._ports = ports
        self._stopped = threading.Event()
        self.connections = 0
        self.seen: collections.Counter[Seen] = collections.Counter()
        self.problems: collections.Counter[str] = collections.Counter()
        self.longest_gap = 0.0

    def __enter__(self) -> "Watcher":
        threading.Thread(target=self._work, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._stopped.set()

    @property
    def names(self) -> set[str]:
        """The workflows of which this watcher counted a change."""
        return {seen.name for seen in list(self.seen)}

    @property
    def doubled(self) -> int:
        """How many changes came again."""
        return sum(count - 1 for count in self.seen.values())

    def _work(self) -> None:
        version = ""
        broke = time.monotonic()
        while not self._stopped.is_set():
            self.connections += 1
            try:
                for seen in self._stream(self._ports(), version):
                    if broke:
                        self.longest_gap = max(self.longest_gap, time.monotonic() - broke)
                        broke = 0.0
                    version = seen.version
                    if self._counts(seen):
                        self.seen[seen] += 1
            except PROBLEMS as e:
                self.problems[str(e.code()) if isinstance(e, grpc.RpcError) else f"{type(e).__name__}: {e}"[:120]] += 1
            broke = broke or time.monotonic()
            self._stopped.wait(PAUSE)
