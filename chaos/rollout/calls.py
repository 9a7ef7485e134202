"""Callers at a steady pace over each way to the gateway, who send a call again when it did not go through."""

import http.client
import itertools
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import grpc
from tiphys.v1 import workflow_service_pb2 as messages

from bench.measure.documents import workflow
from chaos.background import Background
from chaos.servers import MODE

PAUSE = 0.3
TIMEOUT = 20
PATIENCE = 20.0
INDEX, WAY = "chaos-index", "chaos-way"
PROBLEMS = (OSError, http.client.HTTPException, grpc.RpcError)


class NotDone(Exception):
    """An answer that says that the call was not carried out, or none."""


@dataclass
class Calls:
    """failed: after all tries. again: the tries that were not the last, by what each met. longest: seconds, over all tries."""

    count: int = 0
    failed: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    longest: float = 0.0


class Http:
    """One kept connection, over TLS if there is a context; a new one after it broke."""

    def __init__(self, port: int, token: str, context: ssl.SSLContext | None = None):
        self._port = port
        self._context = context
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None

    def __call__(self, method: str, path: str, body: str | None = None, key: str = "") -> None:
        connection = self._connection or self._connect()
        self._connection = None
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status >= 300:
            connection.close()
            raise NotDone(f"{answer.status} {said[:200]!r}")
        self._connection = connection

    def _connect(self) -> http.client.HTTPConnection:
        if self._context:
            return http.client.HTTPSConnection("127.0.0.1", self._port, timeout=TIMEOUT, context=self._context)
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)


class Grpc:
    """Keyed submissions over one kept channel."""

    def __init__(self, way: str, port: int, namespace: str, token: str):
        self._way = way
        self._namespace = namespace
        self._metadata = [("authorization", f"Bearer {token}")]
        self._submit = grpc.insecure_channel(f"127.0.0.1:{port}", [("grpc.enable_retries", 0)]).unary_unary(
            "/tiphys.v1.WorkflowService/SubmitWorkflow",
            request_serializer=messages.SubmitWorkflowRequest.SerializeToString,
            response_deserializer=messages.SubmitWorkflowResponse.FromString,
        )

    def __call__(self, index: int) -> None:
        request = messages.SubmitWorkflowRequest(
            environment=MODE,
            namespace=self._namespace,
            workflow=document(self._way, index).encode(),
            request_id=f"{self._way}-{index}",
        )
        self._submit(request, timeout=TIMEOUT, metadata=self._metadata)


def document(way: str, index: int) -> str:
    return json.dumps(workflow({INDEX: str(index), WAY: way}))


def submissions(way: str, send: Http, path: str, wrapped: bool) -> Callable[[int], None]:
    """Keyed submissions over HTTP. wrapped: in the request of Argo's API."""

    def call(index: int) -> None:
        text = document(way, index)
        send("POST", path, f'{{"workflow": {text}}}' if wrapped else text, f"{way}-{index}")

    return call


class SteadyCaller(Background):
    """Calls until the block ends, and keeps apart what happened in each phase."""

    def __init__(self, way: str, call: Callable[[int], None], phase: Callable[[], str]):
        super().__init__()
        self.way = way
        self._call = call
        self._phase = phase
        self.phases: dict[str, Calls] = {}

    def _work(self) -> None:
        for index in itertools.count():
            if self._stopped.wait(PAUSE):
                return
            self._until_done(index, self.phases.setdefault(self._phase(), Calls()))

    def _until_done(self, index: int, calls: Calls) -> None:
        began = time.monotonic()
        calls.count += 1
        while True:
            try:
                self._call(index)
                break
            except (NotDone, *PROBLEMS) as e:
                met = f"{e.code()} {e.details()}" if isinstance(e, grpc.RpcError) else f"{type(e).__name__}: {e}"
            if time.monotonic() - began > PATIENCE:
                calls.failed.append(met)
                break
            calls.again.append(met)
            time.sleep(0.1)
        calls.longest = max(calls.longest, time.monotonic() - began)
