"""Clients that send a keyed submission again until somebody says that it was carried out."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import grpc
from tiphys.v1 import workflow_service_pb2 as messages

from bench.measure.documents import workflow

from chaos.servers import MODE

INDEX, WAY = "chaos-index", "chaos-way"
TIMEOUT = 15
PATIENCE = 300
FINAL = (400, 401, 403, 404, 409, 413, 422)
FINAL_CODES = (
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.ALREADY_EXISTS,
    grpc.StatusCode.PERMISSION_DENIED,
    grpc.StatusCode.UNAUTHENTICATED,
    grpc.StatusCode.FAILED_PRECONDITION,
)


class Refused(Exception):
    """An answer after which nobody tries again."""


class TryAgain(Exception):
    """An answer, or none, after which the client sends the same again."""


def document(way: str, index: int) -> dict:
    return workflow({INDEX: str(index), WAY: way})


class OverHttp:
    """
    Each try on a connection of its own. path: of Argo's API or of /v1. keyed: whether it sends a key. denial_is_final: false
    where the kube-apiserver is killed, because one that has just started denies everything until it has read its roles.
    """

    def __init__(self, way: str, ports: Callable[[], int], path: str, token: str, keyed: bool, denial_is_final: bool = True):
        self._denial_is_final = denial_is_final
        self._way = way
        self._ports = ports
        self._path = path
        self._keyed = keyed
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def __call__(self, index: int) -> None:
        body = document(self._way, index)
        text = json.dumps({"workflow": body} if "/api/v1/" in self._path else body)
        headers = self._headers | ({"Idempotency-Key": f"{self._way}-{index}"} if self._keyed else {})
        connection = http.client.HTTPConnection("127.0.0.1", self._ports(), timeout=TIMEOUT)
        try:
            connection.request("POST", self._path, text, headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status < 300:
                json.loads(said)
                return
        except (OSError, http.client.HTTPException, ValueError) as e:
            raise TryAgain(type(e).__name__) from e
        finally:
            connection.close()
        if answer.status in FINAL and (self._denial_is_final or answer.status != http.HTTPStatus.FORBIDDEN):
            raise Refused(f"{answer.status} {said[:500]!r}")
        raise TryAgain(str(answer.status))


class OverGrpc:
    """Each try on a channel of its own, as one of a short script has it. denial_is_final: as of OverHttp."""

    def __init__(
        self,
        way: str,
        ports: Callable[[], int],
        namespace: str,
        token: str,
        denial_is_final: bool = True,
    ):
        self._denial_is_final = denial_is_final
        self._way = way
        self._ports = ports
        self._namespace = namespace
        self._metadata = [("authorization", f"Bearer {token}")]

    def __call__(self, index: int) -> None:
        request = messages.SubmitWorkflowRequest(
            environment=MODE,
            namespace=self._namespace,
            workflow=json.dumps(document(self._way, index)).encode(),
            request_id=f"{self._way}-{index}",
        )
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_retries", 0)]
        with grpc.insecure_channel(f"127.0.0.1:{self._ports()}", options) as channel:
            submit = channel.unary_unary(
                "/tiphys.v1.WorkflowService/SubmitWorkflow",
                request_serializer=messages.SubmitWorkflowRequest.SerializeToString,
                response_deserializer=messages.SubmitWorkflowResponse.FromString,
            )
            try:
                submit(request, timeout=TIMEOUT, metadata=self._metadata)
            except grpc.RpcError as e:
                if e.code() in FINAL_CODES and (self._denial_is_final or e.code() != grpc.StatusCode.PERMISSION_DENIED):
                    raise Refused(f"{e.code()} {e.details()}") from e
                raise TryAgain(e.code().name) from e


@dataclass
class Outcomes:
    """What came of the clients of one way. seconds: from the first try of a submission to its success."""

    seconds: list[float] = field(default_factory=list)
    tries: int = 0
    refused: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)


class Crowd:
    """Threads that share the indexes of one way."""

    def __init__(self, send: Callable[[int], None], indexes: range, threads: int):
        self._send = send
        self._left = iter(indexes)
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]
        self.outcomes = Outcomes()

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> Outcomes:
        for thread in self._threads:
            thread.join()
        return self.outcomes

    def _work(self) -> None:
        while True:
            with self._lock:
                index = next(self._left, None)
            if index is None:
                return
            self._until_done(index)

    def _until_done(self, index: int) -> None:
        began = time.monotonic()
        pause = 0.05
        while True:
            try:
                with self._lock:
                    self.outcomes.tries += 1
                self._send(index)
                with self._lock:
                    self.outcomes.seconds.append(time.monotonic() - began)
                return
            except Refused as e:
                with self._lock:
                    self.outcomes.refused.append(f"{index}: {e}")
                return
            except TryAgain as e:
                if time.monotonic() - began > PATIENCE:
                    with self._lock:
                        self.outcomes.given_up.append(f"{index}: {e}")
                    return
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(2.0, pause * 2)
