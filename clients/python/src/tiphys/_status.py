"""Reads the errors of gRPC calls: google.rpc.Status from the trailers, or the bare status when something else answered."""

from __future__ import annotations

import re
from typing import Any

import grpc
from google.rpc import error_details_pb2, status_pb2

from tiphys.errors import GatewayUnreachable, OutcomeUnknown, TiphysError, error_class
from tiphys.models import Finding

_DOMAIN = "tiphys.io"
_DETAILS = "grpc-status-details-bin"
_NOT_SENT = ("failed to connect", "dns resolution failed", "connection refused", "name resolution", "handshake")
_POSITION = re.compile(r"^(?:line (\d+), column (\d+): )?(.*)$", re.DOTALL)
_REASONS = {
    grpc.StatusCode.DEADLINE_EXCEEDED: "DEADLINE_EXCEEDED",
    grpc.StatusCode.CANCELLED: "CANCELLED",
    grpc.StatusCode.UNAUTHENTICATED: "TOKEN_INVALID",
    grpc.StatusCode.PERMISSION_DENIED: "ACCESS_DENIED",
    grpc.StatusCode.INVALID_ARGUMENT: "REQUEST_INVALID",
    grpc.StatusCode.RESOURCE_EXHAUSTED: "TOO_MANY_CALLS",
    grpc.StatusCode.UNIMPLEMENTED: "METHOD_NOT_ALLOWED",
}


def translate(error: grpc.RpcError, method: str, changes: bool) -> TiphysError:
    """The error of this package for one of grpc. `changes`: the call may have changed something."""
    rich = _rich(error)
    if rich is not None:
        return rich
    code, text = error.code(), _shown(error)
    if code is grpc.StatusCode.UNIMPLEMENTED:
        hint = "Use a client and a gateway of the same version, or check that the address is one of a Tiphys gateway."
        return error_class("METHOD_NOT_ALLOWED")(
            "METHOD_NOT_ALLOWED", f"What answers does not know {method}.", hint=hint
        )
    if code is grpc.StatusCode.DEADLINE_EXCEEDED and changes:
        return OutcomeUnknown("OUTCOME_UNKNOWN", f"The time was up before {method} was answered.", retryable=False)
    reason = _REASONS.get(code)
    if reason is not None:
        return error_class(reason)(reason, text or f"{method} failed with {code.name}.")
    sent = not any(word in text.lower() for word in _NOT_SENT)
    if changes and sent:
        return OutcomeUnknown("OUTCOME_UNKNOWN", f"The connection broke during {method}: {text}", retryable=False)
    return GatewayUnreachable("GATEWAY_UNREACHABLE", text or code.name, hint="", retryable=True)


def _shown(error: Any) -> str:
    text = str(error.details() or "")
    return text if len(text) <= 300 else text[:300] + "..."


def _rich(error: Any) -> TiphysError | None:
    trailers = dict(error.trailing_metadata() or ())
    content = trailers.get(_DETAILS)
    if not isinstance(content, bytes):
        return None
    status = status_pb2.Status.FromString(content)
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    retry, request = error_details_pb2.RetryInfo(), error_details_pb2.RequestInfo()
    for detail in status.details:
        for message in (info, bad, retry, request):
            detail.Unpack(message)
    if info.domain != _DOMAIN:
        return None
    metadata = dict(info.metadata)
    manifest, retryable = metadata.pop("manifest", None), metadata.pop("retryable", "false")
    wait = retry.retry_delay.seconds + retry.retry_delay.nanos / 1e9
    return error_class(info.reason)(
        info.reason,
        status.message,
        findings=[_finding(one) for one in bad.field_violations],
        manifest=manifest,
        retryable=retryable == "true",
        retry_after=wait or None,
        request_id=request.request_id,
        metadata=metadata,
    )


def _finding(violation: error_details_pb2.BadRequest.FieldViolation) -> Finding:
    text, link, hint = violation.description, "", ""
    text, _, link = text.partition("\nSee: ")
    text, _, hint = text.partition("\nHint: ")
    severity = "WARNING" if text.startswith("warning: ") else "ERROR"
    match = _POSITION.match(text.removeprefix("warning: "))
    line, column, message = match.groups() if match else (None, None, text)
    return Finding(
        violation.reason, severity, message or "", violation.field, int(line or 0), int(column or 0), hint, link
    )
