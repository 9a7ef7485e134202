"""What the gateway answers, as plain immutable values. Nothing here talks to a network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiphys.errors import TiphysError

TERMINAL_PHASES = frozenset({"Succeeded", "Failed", "Error"})
"""The phases that a workflow does not leave by itself."""


@dataclass(frozen=True)
class MissingPermission:
    """A missing permission. An empty `namespace` is the whole cluster, an empty `name` every object."""

    user: str
    verb: str
    group: str
    resource: str
    namespace: str
    name: str


@dataclass(frozen=True)
class Finding:
    """Something that was found about a document.

    `severity` is ERROR, WARNING, INFO or UNCHECKED. `pointer` is a JSON Pointer (RFC 6901) into the document, `line` and
    `column` count from 1 and are 0 when there is no position. `source` is the place in Python or in a file, such as
    ``train.py:12``, or None when it is not known.
    """

    rule: str
    severity: str
    message: str
    pointer: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    link: str = ""
    missing_permissions: tuple[MissingPermission, ...] = ()
    source: str | None = None

    def __str__(self) -> str:
        where = self.source or (f"line {self.line}, column {self.column}" if self.line else self.pointer)
        place = f"{where}: " if where else ""
        return f"{self.severity.lower()}: {place}{self.message}{' ' + self.hint if self.hint else ''} [{self.rule}]"


@dataclass(frozen=True)
class WorkflowState:
    """A workflow as Argo had it when it was read. `object` is the whole of Argo's JSON."""

    namespace: str
    name: str
    uid: str
    resource_version: str
    phase: str
    progress: str
    message: str
    object: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def finished(self) -> bool:
        """Whether the phase is Succeeded, Failed or Error."""
        return self.phase in TERMINAL_PHASES

    @property
    def done_and_total(self) -> tuple[int, int]:
        """The finished and the known pods; the total may grow while the workflow unfolds. (0, 0) while unknown."""
        done, _, total = self.progress.partition("/")
        return (int(done), int(total)) if done.isdigit() and total.isdigit() else (0, 0)


@dataclass(frozen=True)
class Event:
    """What Kubernetes said of an object, `count` times, lastly at `time` (UTC, None when unknown). `type`: Normal or Warning."""

    type: str
    reason: str
    message: str
    count: int
    time: dt.datetime | None

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.type} {self.reason}: {self.message}{times}"


@dataclass(frozen=True)
class NumberRange:
    """A number that lies between `least` and `most`; `most` is None when nothing bounds it."""

    least: int
    most: int | None

    def __str__(self) -> str:
        if self.most == self.least:
            return str(self.least)
        return f"{self.least} or more" if self.most is None else f"{self.least} to {self.most}"


@dataclass(frozen=True)
class Preflight:
    """What would keep a workflow from running. `runnable`: no finding is an ERROR. Manifests are Kubernetes YAML."""

    environment: str
    namespace: str
    runnable: bool
    findings: tuple[Finding, ...]
    pods: NumberRange
    cpu_millis: NumberRange
    memory_bytes: NumberRange
    manifest: str = ""
    check_manifest: str = ""

    def __str__(self) -> str:
        head = "runnable" if self.runnable else "not runnable"
        return "\n".join(
            [f"{head} in {self.environment}/{self.namespace}, pods: {self.pods}", *map(str, self.findings)]
        )


@dataclass(frozen=True)
class Submission:
    """The outcome of a submission. `replayed`: the same key had been used before, and `workflow` is that first one."""

    workflow: WorkflowState
    submission_id: str
    warnings: tuple[Finding, ...] = ()
    preflight: Preflight | None = None
    replayed: bool = False


@dataclass(frozen=True)
class FileFindings:
    """What was found in one file. `valid`: no finding is an ERROR."""

    name: str
    valid: bool
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.name}: {'valid' if self.valid else 'not valid'}", *map(str, self.findings)])


@dataclass(frozen=True)
class Environment:
    """An environment of submission. `credential_mode` is direct, service-account-secret or token-request."""

    name: str
    default_namespace: str
    namespaces: tuple[str, ...]
    credential_mode: str
    is_default: bool


@dataclass(frozen=True)
class PermittedOperations:
    """What the caller may do in a namespace: submit, get, list, watch, delete and logs, each in one of the tuples."""

    namespace: str
    allowed: tuple[str, ...]
    denied: tuple[str, ...]
    undecided: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """Who the caller is in an environment. `token_kind` is kubernetes, openid-connect, jupyterhub or argo-single-sign-on."""

    environment: str
    user: str
    token_kind: str
    issuer: str
    expires_at: str
    groups: tuple[str, ...]
    service_account: str
    account_rule: str
    namespaces: tuple[PermittedOperations, ...]
    note: str


@dataclass(frozen=True)
class Check:
    """The outcome of one check of an environment."""

    check: str
    passed: bool
    message: str
    reason: str = ""


@dataclass(frozen=True)
class EnvironmentCheck:
    """Whether an environment can take submissions now."""

    environment: str
    ready: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class LogLine:
    """A line of a pod's log, without its end."""

    pod_name: str
    content: str

    def __str__(self) -> str:
        return f"{self.pod_name}: {self.content}"


@dataclass(frozen=True)
class BatchOutput:
    """The arguments, outputs and artifacts of one workflow of a batch.

    Outputs of a step or task have its name and a dot in front. The artifacts are addresses, relative to that of the gateway.
    `index` is that of its item, -1 when its label is no number.
    """

    index: int
    name: str
    phase: str
    parameters: Mapping[str, str]
    outputs: Mapping[str, str]
    artifacts: Mapping[str, str]


@dataclass(frozen=True)
class BatchChange:
    """What became of a change for one workflow of a batch.

    `outcome` is done, replayed (an earlier call with the same key changed it), refused or failed; `error` says why it was not
    changed.
    """

    name: str
    outcome: str
    error: TiphysError | None = None


@dataclass(frozen=True)
class Page:
    """A page of workflows, newest first. `next_page_token` is empty on the last one."""

    workflows: tuple[WorkflowState, ...]
    next_page_token: str
