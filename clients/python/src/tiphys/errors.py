"""The errors of this package: one tree below :class:`TiphysError`, by the reason table of the gateway."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tiphys._reasons import REASONS

if TYPE_CHECKING:
    from tiphys.models import Finding


class TiphysError(Exception):
    """A call that failed.

    `reason` is the stable code, the same in REST, gRPC and every client. `hint` is the next step in one sentence.
    `findings` says what is wrong with a document. `manifest` is Kubernetes YAML that would grant what is missing, or None.
    `retryable`: the same call may be sent again as it is. `retry_after` is the wait in seconds that the gateway asks for,
    or None. `request_id` finds the call in the gateway's log. An error never holds a token and can be pickled.
    """

    def __init__(
        self,
        reason: str,
        detail: str,
        *,
        hint: str | None = None,
        findings: Iterable[Finding] = (),
        manifest: str | None = None,
        retryable: bool | None = None,
        retry_after: float | None = None,
        request_id: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        known = REASONS.get(reason)
        self.reason = reason
        self.detail = detail
        self.hint = hint if hint is not None else (known.hint if known else "")
        self.findings = tuple(findings)
        self.manifest = manifest
        self.retryable = retryable if retryable is not None else bool(known and known.retryable)
        self.retry_after = retry_after
        self.request_id = request_id
        self.http_status = known.http_status if known else None
        self.grpc_code = known.grpc_code if known else None
        self.metadata = dict(metadata or {})
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [f"{self.reason}: {self.detail}"]
        lines += [f"  {finding}" for finding in self.findings]
        if self.hint:
            lines.append(f"  Next step: {self.hint}")
        if self.manifest:
            lines.append("  The attribute 'manifest' has Kubernetes YAML that grants what is missing.")
        return "\n".join(lines)

    def with_findings(self, findings: Iterable[Finding]) -> TiphysError:
        """The same error with other findings."""
        return _rebuild(type(self), {**self.__dict__, "findings": tuple(findings)})

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.__dict__)


def _rebuild(kind: type[TiphysError], state: dict[str, object]) -> TiphysError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    Exception.__init__(error, error._text())
    return error


class RequestRefused(TiphysError):
    """The request itself is wrong; it is refused each time that it is sent."""


class WorkflowInvalid(RequestRefused):
    """The workflow is not valid; `findings` has everything that is wrong with it."""


class Unauthenticated(TiphysError):
    """The token is missing, expired, or of a kind that cannot be used here."""


class Forbidden(TiphysError):
    """A right is missing."""


class NotFound(TiphysError):
    """The workflow, namespace, environment or address does not exist."""


class Conflict(TiphysError):
    """The object exists already, was changed by somebody else, or is in a state that does not allow the call."""


class Throttled(TiphysError):
    """A quota or a limit of the rate is used up."""


class Unavailable(TiphysError):
    """The gateway, Argo or Kubernetes cannot answer now."""


class GatewayUnreachable(Unavailable):
    """The gateway cannot be reached from here; `hint` says what to do about the address, the proxy or TLS."""


class UpstreamBroken(TiphysError):
    """Argo or the gateway answered with a fault."""


class DeadlineExceeded(TiphysError):
    """The time is up. Whether a change was made is not known unless `retryable` is set."""


class OutcomeUnknown(DeadlineExceeded):
    """It is not known whether the call was carried out."""


class Cancelled(TiphysError):
    """The caller gave the call up."""


class ConfigurationError(TiphysError):
    """The settings of this client cannot be used; nothing was sent."""

    def __init__(self, detail: str, hint: str = "") -> None:
        super().__init__("CONFIGURATION_INVALID", detail, hint=hint, retryable=False)


class RunFailed(TiphysError):
    """A run ended in another phase than Succeeded, and the caller had asked for an error then."""


class WaitTimeout(TiphysError):
    """A run had not ended when the time for waiting was up; the run goes on."""


class Detached(KeyboardInterrupt):
    """Ctrl-C while a run was followed. The run goes on; the message says how to follow it again."""


_BY_STATUS: dict[int, type[TiphysError]] = {
    400: RequestRefused,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: RequestRefused,
    408: RequestRefused,
    409: Conflict,
    413: RequestRefused,
    414: RequestRefused,
    415: RequestRefused,
    422: RequestRefused,
    429: Throttled,
    431: RequestRefused,
    499: Cancelled,
    500: UpstreamBroken,
    502: UpstreamBroken,
    503: Unavailable,
    504: DeadlineExceeded,
}
_BY_REASON: dict[str, type[TiphysError]] = {
    "WORKFLOW_INVALID": WorkflowInvalid,
    "WORKFLOW_MALFORMED": WorkflowInvalid,
    "WORKFLOW_TOO_LARGE": WorkflowInvalid,
    "OUTCOME_UNKNOWN": OutcomeUnknown,
    "GATEWAY_UNREACHABLE": GatewayUnreachable,
}


def error_class(reason: str, status: int | None = None) -> type[TiphysError]:
    """The class for a reason; one that this version does not know is chosen by its HTTP status."""
    known = REASONS.get(reason)
    code = known.http_status if known else status
    return _BY_REASON.get(reason) or _BY_STATUS.get(code or 0, TiphysError)
