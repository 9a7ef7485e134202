"""Follows a run: streams that go on where they were when their connection breaks."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tiphys._connection import Connection
from tiphys._retry import wait_before
from tiphys._transport import Cancellation, LogQuery, Options, Target, Transport
from tiphys.errors import TiphysError, Unavailable, UpstreamBroken, WaitTimeout

if TYPE_CHECKING:
    from tiphys.models import LogLine, WorkflowState

PATIENCE = 300.0
"""Seconds for which a stream is opened again and again without anything coming of it."""
_AGAIN = ("WATCH_EXPIRED", "READER_TOO_SLOW", "GATEWAY_STOPPING")


class Patience:
    """Counts the failures since the last success, and gives up when they have lasted too long."""

    def __init__(self, deadline: float | None) -> None:
        self._deadline = deadline
        self.good()

    def good(self) -> None:
        self._attempt, self._since = 0, time.monotonic()

    def pause(self) -> None:
        """Waits before a stream that ended too early is opened again, longer each time that nothing came of it."""
        time.sleep(self._within(min(5.0, 0.1 * 2**self._attempt)))

    def _within(self, seconds: float) -> float:
        self._attempt += 1
        if self._deadline is not None:
            seconds = max(0.0, min(seconds, self._deadline - time.monotonic()))
        return seconds

    def delay(self, error: TiphysError) -> float:
        """Seconds before the next attempt. Raises the error when another attempt is not worth it."""
        worth = error.retryable or error.reason in _AGAIN or isinstance(error, (Unavailable, UpstreamBroken))
        if not worth or error.reason == "INTERNAL" or time.monotonic() - self._since > PATIENCE:
            raise error
        return self._within(wait_before(self._attempt, error))

    def wait(self, error: TiphysError) -> None:
        """Waits before the next attempt. Raises the error when another attempt is not worth it."""
        time.sleep(self.delay(error))


def watch_run(
    connection: Connection, target: Target, name: str, timeout: float | None, cancellation: Cancellation | None = None
) -> Iterator[WorkflowState]:
    """Each state of a workflow, the present one first, until it has ended or is deleted.

    Raises WaitTimeout when the time is up, and NotFound when there is no such workflow.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    patience, version = Patience(deadline), ""
    while True:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise WaitTimeout("WAIT_TIMEOUT", f"Run {name} had not ended after {timeout:g} s.", hint=attach_hint(name))
        try:
            for kind, state in connection.stream(_watch(target, name, version), left, cancellation):
                patience.good()
                version = state.resource_version
                yield state
                if state.finished or kind == "DELETED":
                    return
            state = connection.call(lambda t, o: t.get(target, name, o), 30)
            if state.finished:
                yield state
                return
            patience.pause()
        except TiphysError as error:
            if error.reason == "DEADLINE_EXCEEDED" and deadline is not None:
                continue
            if error.reason == "WATCH_EXPIRED":
                version = ""
            patience.wait(error)


def _watch(
    target: Target, name: str, version: str
) -> Callable[[Transport, Options], Iterator[tuple[str, WorkflowState]]]:
    return lambda transport, options: transport.watch(target, name, version, options)


def follow_logs(
    connection: Connection, target: Target, name: str, query: LogQuery, cancellation: Cancellation | None = None
) -> Iterator[LogLine]:
    """The lines of a log. After a break the stream is read again from its beginning and the lines that were seen are left out.

    With `tail` that is unknown, so a break raises the error.
    """
    seen: Counter[str] = Counter()
    patience = Patience(None)
    while True:
        skip = Counter(seen)
        try:
            for line in connection.stream(lambda t, o: t.logs(target, name, query, o), None, cancellation):
                if skip[line.pod_name] > 0:
                    skip[line.pod_name] -= 1
                    continue
                patience.good()
                seen[line.pod_name] += 1
                yield line
            return
        except TiphysError as error:
            if query.tail:
                error.hint = (
                    "The log was asked for by its last lines, so it cannot go on where it was: ask for it again."
                )
                raise
            patience.wait(error)


def attach_hint(name: str) -> str:
    """How a run is followed again."""
    return f"The run goes on. Follow it again with client.run({name!r}).wait()."
