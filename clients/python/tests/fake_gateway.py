"""A gateway whose answers a test scripts: the gRPC service, and the same over REST where a test needs it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent import futures
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import grpc
from google.protobuf import any_pb2
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2, status_pb2

from tiphys.v1 import (
    batch_service_pb2,
    environment_service_pb2,
    identity_service_pb2,
    lint_service_pb2,
    workflow_service_pb2,
)

MODULES = (workflow_service_pb2, environment_service_pb2, lint_service_pb2, identity_service_pb2, batch_service_pb2)


class Failure(Exception):
    """An error that the gateway answers, with details as the real one writes them."""

    def __init__(self, reason: str, code: grpc.StatusCode, retryable: bool = False, wait: float = 0, violations=()):
        super().__init__(reason)
        self.code = code
        info = error_details_pb2.ErrorInfo(
            reason=reason, domain="tiphys.io", metadata={"retryable": str(retryable).lower()}
        )
        details: list[Any] = [info, error_details_pb2.RequestInfo(request_id="request-1")]
        if wait:
            details.append(error_details_pb2.RetryInfo())
            details[-1].retry_delay.FromMilliseconds(int(wait * 1000))
        if violations:
            fields = [error_details_pb2.BadRequest.FieldViolation(**one) for one in violations]
            details.append(error_details_pb2.BadRequest(field_violations=fields))
        self.status = status_pb2.Status(code=code.value[0], message=f"failed with {reason}")
        for detail in details:
            packed = any_pb2.Any()
            packed.Pack(detail)
            self.status.details.append(packed)


DOCUMENT = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "a-"}, "spec": {}}


class FakeGateway:
    """Serves what `answers` has by method name: a function of the request and the metadata."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[Any, dict[str, str]], Any]] = {
            "ListEnvironments": lambda request, metadata: environment_service_pb2.ListEnvironmentsResponse()
        }
        self.calls: list[tuple[str, Any, dict[str, str]]] = []
        self.server = grpc.server(futures.ThreadPoolExecutor(16))
        self.server.add_generic_rpc_handlers((_Handler(self),))
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def of(self, method: str) -> list[tuple[Any, dict[str, str]]]:
        """The calls of a method, each as request and metadata."""
        return [(request, metadata) for name, request, metadata in self.calls if name == method]

    def stop(self) -> None:
        self.server.stop(None).wait()


class _Handler(grpc.GenericRpcHandler):
    def __init__(self, gateway: FakeGateway) -> None:
        self._gateway = gateway
        self._methods = {
            f"/{service.full_name}/{method.name}": method
            for module in MODULES
            for service in module.DESCRIPTOR.services_by_name.values()
            for method in service.methods
        }

    def service(self, details: Any) -> Any:
        method = self._methods.get(details.method)
        if method is None or method.name not in self._gateway.answers:
            return None
        make = grpc.unary_stream_rpc_method_handler if method.server_streaming else grpc.unary_unary_rpc_method_handler
        if method.client_streaming:
            make = grpc.stream_stream_rpc_method_handler
        behave = self._stream if method.server_streaming else self._one
        return make(
            lambda request, context: behave(method.name, request, context),
            request_deserializer=GetMessageClass(method.input_type).FromString,
            response_serializer=GetMessageClass(method.output_type).SerializeToString,
        )

    def _answer(self, name: str, request: Any, context: Any) -> Any:
        metadata = {key: value for key, value in context.invocation_metadata() if isinstance(value, str)}
        self._gateway.calls.append((name, request, metadata))
        return self._gateway.answers[name](request, metadata)

    def _one(self, name: str, request: Any, context: Any) -> Any:
        try:
            return self._answer(name, request, context)
        except Failure as failure:
            _abort(context, failure)

    def _stream(self, name: str, request: Any, context: Any) -> Iterator[Any]:
        try:
            yield from self._answer(name, request, context)
        except Failure as failure:
            _abort(context, failure)


def _abort(context: Any, failure: Failure) -> None:
    context.set_trailing_metadata((("grpc-status-details-bin", failure.status.SerializeToString()),))
    context.abort(failure.code, failure.status.message)


def workflow(name: str = "run-1", phase: str = "Running", version: str = "1", nodes: Any = None, **status: Any) -> Any:
    """A workflow as the gateway sends it."""
    tree = {
        "metadata": {"name": name, "namespace": "climate"},
        "status": {"phase": phase, "nodes": nodes or {}, **status},
    }
    return workflow_service_pb2.Workflow(
        namespace="climate", name=name, uid="u", resource_version=version, phase=phase, json=json.dumps(tree).encode()
    )


def submitted(state: Any = None) -> Callable[[Any, dict[str, str]], Any]:
    """An answer to a submission."""
    return lambda request, metadata: workflow_service_pb2.SubmitWorkflowResponse(
        workflow=state or workflow(), submission_id="s"
    )


def failing(
    times: int, failure: Failure, then: Callable[[Any, dict[str, str]], Any] | None
) -> Callable[[Any, dict[str, str]], Any]:
    """Fails so many times, then answers."""
    left = [times]

    def answer(request: Any, metadata: dict[str, str]) -> Any:
        if left[0] > 0 or then is None:
            left[0] -= 1
            raise failure
        return then(request, metadata)

    return answer


def change(state: Any) -> Any:
    """An event of a watch."""
    return workflow_service_pb2.WatchWorkflowsResponse(
        change=workflow_service_pb2.WorkflowChange(type=2, workflow=state)
    )


class FakeRest:
    """An HTTP/1.1 server alone, as behind a proxy that knows no HTTP/2: `answers` by method and path."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.cuts = 0
        self.requests: list[tuple[str, dict[str, str]]] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                fake.requests.append((f"{self.command} {self.path}", dict(self.headers)))
                if fake.cuts > 0 and self.command == "POST":
                    fake.cuts -= 1
                    self.close_connection = True
                    return
                status, body = fake.answers.get(f"{self.command} {self.path}", (404, {"message": "not found"}))
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_DELETE = _answer  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


REST_ENVIRONMENTS = {
    "environments": [
        {
            "name": "lab",
            "defaultNamespace": "climate",
            "namespaces": ["*"],
            "credentialMode": "direct",
            "isDefault": True,
        }
    ]
}
REST_WORKFLOW = {
    "namespace": "climate",
    "name": "run-1",
    "uid": "u",
    "resourceVersion": "7",
    "phase": "Running",
    "progress": "1/2",
    "message": "",
    "workflow": {"metadata": {"name": "run-1"}},
}
