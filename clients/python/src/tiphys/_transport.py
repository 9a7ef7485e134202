"""What a transport does. There are two: gRPC and REST; both give the same values and raise the same errors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from tiphys._secret import Secret
from tiphys.errors import DeadlineExceeded

if TYPE_CHECKING:
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


@dataclass(frozen=True)
class Target:
    """Which environment and namespace a call is about; empty for the default one."""

    environment: str = ""
    namespace: str = ""

    @property
    def argo_path(self) -> str:
        """The path before those of Argo's API and pages; that of the default environment is empty."""
        return f"/argo/{quote(self.environment, '')}" if self.environment else ""


class Cancellation:
    """Ends a stream from another thread. Safe for threads; once cancelled, later streams end at their beginning."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._end: Callable[[], object] | None = None
        self.cancelled = False

    def bind(self, end: Callable[[], object]) -> None:
        """Names what ends the stream that is open now."""
        with self._lock:
            self._end = end
            cancelled = self.cancelled
        if cancelled:
            end()

    def cancel(self) -> None:
        """Ends the stream that is open, and those to come."""
        with self._lock:
            self.cancelled, end = True, self._end
        if end is not None:
            end()


@dataclass(frozen=True)
class Options:
    """What goes with a call: the token, the moment on the monotonic clock when time is up, the key, and what ends it."""

    token: Secret | None
    deadline: float | None = None
    key: str = ""
    cancellation: Cancellation | None = None

    def seconds(self) -> float | None:
        """The time that is left, None for no limit. Raises DeadlineExceeded when there is none."""
        if self.deadline is None:
            return None
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise DeadlineExceeded(
                "DEADLINE_EXCEEDED", "The time for the call was up before it was sent.", retryable=True
            )
        return left


@dataclass(frozen=True)
class Document:
    """A document as it is sent. `json` tells JSON from YAML."""

    content: bytes
    json: bool


@dataclass(frozen=True)
class LogQuery:
    """Which lines of a log. `tail` is the number of last lines of each pod, 0 for all; `grep` is an RE2 expression."""

    pod: str = ""
    container: str = "main"
    follow: bool = False
    tail: int = 0
    grep: str = ""


@dataclass(frozen=True)
class Rerun:
    """How a workflow is run again."""

    restart_successful: bool = False
    node_field_selector: str = ""
    parameters: Sequence[str] = ()
    memoized: bool = False


class Transport(Protocol):
    """The calls of the gateway. Safe for use by several threads."""

    name: str

    def environments(self, options: Options) -> list[Environment]: ...

    def whoami(self, environment: str, options: Options) -> Identity: ...

    def check_environment(self, environment: str, options: Options) -> EnvironmentCheck: ...

    def submit(self, target: Target, document: Document, validate_only: bool, options: Options) -> Submission: ...

    def preflight(self, target: Target, document: Document, options: Options) -> Preflight: ...

    def get(self, target: Target, name: str, options: Options) -> WorkflowState: ...

    def page(
        self, target: Target, selector: str, prefix: str, size: int, page_token: str, options: Options
    ) -> Page: ...

    def watch(
        self, target: Target, name: str, version: str, options: Options
    ) -> Iterator[tuple[str, WorkflowState]]: ...

    def logs(self, target: Target, name: str, query: LogQuery, options: Options) -> Iterator[LogLine]: ...

    def stop(self, target: Target, name: str, message: str, options: Options) -> WorkflowState: ...

    def simple(self, verb: str, target: Target, name: str, options: Options) -> WorkflowState: ...

    def retry(self, target: Target, name: str, rerun: Rerun, options: Options) -> WorkflowState: ...

    def resubmit(self, target: Target, name: str, rerun: Rerun, options: Options) -> WorkflowState: ...

    def delete(self, target: Target, name: str, options: Options) -> None: ...

    def outputs(self, target: Target, batch: str, wait: bool, options: Options) -> Iterator[BatchOutput]: ...

    def retry_batch(self, target: Target, batch: str, options: Options) -> Iterator[BatchChange]: ...

    def lint(self, environment: str, files: Sequence[tuple[str, bytes]], options: Options) -> list[FileFindings]: ...

    def close(self) -> None: ...
