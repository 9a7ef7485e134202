"""The gRPC transport."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import grpc

from tiphys import _messages, _status
from tiphys._addresses import Address
from tiphys._tokens import authorization
from tiphys._transport import Document, LogQuery, Options, Rerun, Target
from tiphys.errors import TiphysError
from tiphys.models import (
    BatchChange,
    BatchOutput,
    Environment,
    EnvironmentCheck,
    FileFindings,
    Identity,
    LogLine,
    Page,
    Preflight,
    Submission,
    WorkflowState,
)
from tiphys.v1 import batch_service_pb2 as batches
from tiphys.v1 import environment_service_pb2 as environments
from tiphys.v1 import identity_service_pb2 as identity
from tiphys.v1 import lint_service_pb2 as lint
from tiphys.v1 import workflow_service_pb2 as workflows

USER_AGENT = "tiphys-python/0.1"
KEY = "idempotency-key"
REPLAYED = "idempotency-replayed"
_READS = frozenset(
    {"ListEnvironments", "WhoAmI", "Preflight", "PreflightWorkflow", "GetWorkflow", "ListWorkflows", "LintFiles"}
)
_LARGEST_ANSWER = 64 << 20


def channel_options(proxy: str | None) -> list[tuple[str, Any]]:
    """The options of a channel. The proxy is decided here and not by the library, which reads NO_PROXY differently."""
    chosen = ("grpc.http_proxy", proxy) if proxy else ("grpc.enable_http_proxy", 0)
    return [
        chosen,
        ("grpc.primary_user_agent", USER_AGENT),
        ("grpc.enable_retries", 0),
        ("grpc.max_receive_message_length", _LARGEST_ANSWER),
        ("grpc.max_metadata_size", 64 << 10),
        ("grpc.absolute_max_metadata_size", 128 << 10),
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.max_reconnect_backoff_ms", 5_000),
        ("grpc.use_local_subchannel_pool", 1),
    ]


def read_ca_file(path: str | None) -> bytes | None:
    """The certificates to trust for gRPC: the given file, else the system's, else None for grpc's own."""
    import ssl

    file = path or ssl.get_default_verify_paths().cafile
    return Path(file).read_bytes() if file else None


class GrpcTransport:
    """Calls tiphys.v1. One channel, safe for threads; not usable in a child after fork."""

    name = "grpc"

    def __init__(self, address: Address, roots: bytes | None, proxy: str | None) -> None:
        options = channel_options(proxy)
        if address.secure:
            credentials = grpc.ssl_channel_credentials(roots)
            self._channel = grpc.secure_channel(address.authority, credentials, options)
        else:
            self._channel = grpc.insecure_channel(address.authority, options)
        self._methods = {
            method.name: self._method(service.full_name, method)
            for module, name in (
                (workflows, "WorkflowService"),
                (environments, "EnvironmentService"),
                (lint, "LintService"),
                (identity, "IdentityService"),
                (batches, "BatchService"),
            )
            for service in (module.DESCRIPTOR.services_by_name[name],)
            for method in service.methods
        }

    def _method(self, service: str, method: Any) -> Any:
        from google.protobuf.message_factory import GetMessageClass

        sent = "stream" if method.client_streaming else "unary"
        answered = "stream" if method.server_streaming else "unary"
        make = getattr(self._channel, f"{sent}_{answered}")
        return make(
            f"/{service}/{method.name}",
            request_serializer=GetMessageClass(method.input_type).SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )

    # The error leaves the frame that knows the token before it is raised: a traceback with locals shows nothing.
    def _unary(self, name: str, request: Any, options: Options) -> tuple[Any, dict[str, Any]]:
        answer, metadata, error = self._invoke(name, request, options)
        if error is not None:
            raise error
        return answer, metadata

    def _invoke(self, name: str, request: Any, options: Options) -> tuple[Any, dict[str, Any], TiphysError | None]:
        if options.key and "request_id" in request.DESCRIPTOR.fields_by_name:
            request.request_id = options.key
        try:
            answer, call = self._methods[name].with_call(
                request, timeout=options.seconds(), metadata=_metadata(options)
            )
        except grpc.RpcError as error:
            return None, {}, _status.translate(error, name, name not in _READS)
        metadata = {**dict(call.initial_metadata() or ()), **dict(call.trailing_metadata() or ())}
        return answer, metadata, None

    def _streamed(self, name: str, request: Any, options: Options) -> Iterator[Any]:
        call = self._methods[name](request, timeout=options.seconds(), metadata=_metadata(options))
        if options.cancellation:
            options.cancellation.bind(call.cancel)
        try:
            while True:
                message, error = _next(call, name)
                if error is not None:
                    raise error
                if message is None:
                    return
                yield message
        finally:
            call.cancel()

    def environments(self, options: Options) -> list[Environment]:
        answer, _ = self._unary("ListEnvironments", environments.ListEnvironmentsRequest(), options)
        return [_messages.environment(one) for one in answer.environments]

    def whoami(self, environment: str, options: Options) -> Identity:
        answer, _ = self._unary("WhoAmI", identity.WhoAmIRequest(environment=environment), options)
        return _messages.identity(answer)

    def check_environment(self, environment: str, options: Options) -> EnvironmentCheck:
        answer, _ = self._unary("Preflight", environments.PreflightRequest(environment=environment), options)
        return _messages.environment_check(answer)

    def submit(self, target: Target, document: Document, validate_only: bool, options: Options) -> Submission:
        request = workflows.SubmitWorkflowRequest(
            environment=target.environment,
            namespace=target.namespace,
            workflow=document.content,
            format=_format(document),
            validate_only=validate_only,
        )
        answer, metadata = self._unary("SubmitWorkflow", request, options)
        replayed = metadata.get(REPLAYED) == "true" or bool(getattr(answer, "replayed", False))
        return _messages.submission(answer, replayed)

    def preflight(self, target: Target, document: Document, options: Options) -> Preflight:
        request = workflows.PreflightWorkflowRequest(
            environment=target.environment,
            namespace=target.namespace,
            workflow=document.content,
            format=_format(document),
        )
        answer, _ = self._unary("PreflightWorkflow", request, options)
        return _messages.preflight(answer.preflight)

    def get(self, target: Target, name: str, options: Options) -> WorkflowState:
        return self._one("GetWorkflow", workflows.GetWorkflowRequest(workflow=_reference(target, name)), options)

    def _one(self, method: str, request: Any, options: Options) -> WorkflowState:
        answer, _ = self._unary(method, request, options)
        return _messages.workflow_state(answer.workflow)

    def page(self, target: Target, selector: str, prefix: str, size: int, page_token: str, options: Options) -> Page:
        request = workflows.ListWorkflowsRequest(
            environment=target.environment,
            namespace=target.namespace,
            label_selector=selector,
            page_size=size,
            page_token=page_token,
            name_prefix=prefix,
        )
        answer, _ = self._unary("ListWorkflows", request, options)
        return Page(tuple(map(_messages.workflow_state, answer.workflows)), answer.next_page_token)

    def watch(self, target: Target, name: str, version: str, options: Options) -> Iterator[tuple[str, WorkflowState]]:
        request = workflows.WatchWorkflowsRequest(
            environment=target.environment, namespace=target.namespace, name=name, resource_version=version
        )
        for message in self._streamed("WatchWorkflows", request, options):
            if message.HasField("change"):
                kind = workflows.ChangeType.Name(message.change.type).removeprefix("CHANGE_TYPE_")
                yield kind, _messages.workflow_state(message.change.workflow)

    def logs(self, target: Target, name: str, query: LogQuery, options: Options) -> Iterator[LogLine]:
        request = workflows.StreamLogsRequest(
            workflow=_reference(target, name),
            pod_name=query.pod,
            container=query.container,
            follow=query.follow,
            tail_lines=query.tail,
            grep=query.grep,
        )
        for message in self._streamed("StreamLogs", request, options):
            if message.HasField("line"):
                yield LogLine(message.line.pod_name, message.line.content)

    def stop(self, target: Target, name: str, message: str, options: Options) -> WorkflowState:
        request = workflows.StopWorkflowRequest(workflow=_reference(target, name), message=message)
        return self._one("StopWorkflow", request, options)

    def simple(self, verb: str, target: Target, name: str, options: Options) -> WorkflowState:
        method = f"{verb.capitalize()}Workflow"
        request = getattr(workflows, f"{method}Request")(workflow=_reference(target, name))
        return self._one(method, request, options)

    def retry(self, target: Target, name: str, rerun: Rerun, options: Options) -> WorkflowState:
        request = workflows.RetryWorkflowRequest(
            workflow=_reference(target, name),
            restart_successful=rerun.restart_successful,
            node_field_selector=rerun.node_field_selector,
            parameters=rerun.parameters,
        )
        return self._one("RetryWorkflow", request, options)

    def resubmit(self, target: Target, name: str, rerun: Rerun, options: Options) -> WorkflowState:
        request = workflows.ResubmitWorkflowRequest(
            workflow=_reference(target, name), memoized=rerun.memoized, parameters=rerun.parameters
        )
        return self._one("ResubmitWorkflow", request, options)

    def delete(self, target: Target, name: str, options: Options) -> None:
        self._unary("DeleteWorkflow", workflows.DeleteWorkflowRequest(workflow=_reference(target, name)), options)

    def outputs(self, target: Target, batch: str, wait: bool, options: Options) -> Iterator[BatchOutput]:
        request = batches.GetBatchOutputsRequest(
            environment=target.environment, namespace=target.namespace, batch_id=batch, wait=wait
        )
        for message in self._streamed("GetBatchOutputs", request, options):
            if message.HasField("row"):
                yield _messages.batch_output(message.row)

    def retry_batch(self, target: Target, batch: str, options: Options) -> Iterator[BatchChange]:
        request = batches.ChangeWorkflowsRequest(
            environment=target.environment, namespace=target.namespace, batch_id=batch, verb=batches.BULK_VERB_RETRY
        )
        for message in self._streamed("ChangeWorkflows", request, options):
            if message.HasField("result"):
                yield _messages.batch_change(message.result)

    def lint(self, environment: str, files: Sequence[tuple[str, bytes]], options: Options) -> list[FileFindings]:
        requests = [
            lint.LintFilesRequest(environment=environment if index == 0 else "", name=name, content=content)
            for index, (name, content) in enumerate(files)
        ]
        return [_messages.file_findings(one) for one in self._streamed("LintFiles", iter(requests), options)]

    def close(self) -> None:
        self._channel.close()


def _next(call: Any, name: str) -> tuple[Any, TiphysError | None]:
    try:
        return next(call, None), None
    except grpc.RpcError as error:
        return None, _status.translate(error, name, changes=False)


def _metadata(options: Options) -> list[tuple[str, str]]:
    metadata = [("authorization", authorization(options.token))] if options.token else []
    return [*metadata, (KEY, options.key)] if options.key else metadata


def _reference(target: Target, name: str) -> workflows.WorkflowReference:
    return workflows.WorkflowReference(environment=target.environment, namespace=target.namespace, name=name)


def _format(document: Document) -> workflows.DocumentFormat:
    return workflows.DOCUMENT_FORMAT_JSON if document.json else workflows.DOCUMENT_FORMAT_YAML
