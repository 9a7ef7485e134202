"""A run: a handle on one workflow that was submitted."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote

from tiphys import _follow
from tiphys._transport import Cancellation, LogQuery, Options, Rerun, Target, Transport
from tiphys.artifacts import Artifacts
from tiphys.errors import Detached, RunFailed, TiphysError, WaitTimeout
from tiphys.explain import Explanation, explain
from tiphys.logs import Logs
from tiphys.nodes import Node, Outputs, nodes_of

if TYPE_CHECKING:
    from tiphys.client import Client
    from tiphys.models import Event, Finding, LogLine, WorkflowState

_FRESH = 1.0
_FEW = 16
"""So many runs are asked for one by one: a list has workflows that nobody asked for."""
_ON_TIMEOUT = ("leave", "stop", "terminate")


class Run:
    """A handle on a workflow. Safe for threads; holds the last state that was seen and asks for a newer one when needed.

    `warnings` has what the gateway found worth changing at the submission. `replayed`: the submission had been made before.
    """

    def __init__(
        self, client: Client, state: WorkflowState, warnings: Sequence[Finding] = (), replayed: bool = False
    ) -> None:
        self._client = client
        self._connection = client.connection
        self._target = Target(client.environment or "", state.namespace)
        self._state = state
        self._seen = time.monotonic()
        self.warnings = tuple(warnings)
        self.replayed = replayed

    @property
    def name(self) -> str:
        """The workflow's name."""
        return self._state.name

    @property
    def namespace(self) -> str:
        """The workflow's namespace."""
        return self._state.namespace

    @property
    def url(self) -> str:
        """The page of the run in Argo's user interface, which the gateway serves."""
        base = f"{self._connection.address}{self._target.argo_path}"
        return f"{base}/workflows/{quote(self.namespace)}/{quote(self.name)}"

    @property
    def phase(self) -> str:
        """Pending, Running, Succeeded, Failed or Error; asked anew unless the run has ended or was read a second ago."""
        return self._fresh().phase

    @property
    def finished(self) -> bool:
        """Whether the run has ended."""
        return self._fresh().finished

    @property
    def progress(self) -> str:
        """Finished over known pods, such as ``3/10``; the total may grow. Empty while unknown."""
        return self._fresh().progress

    @property
    def state(self) -> WorkflowState:
        """The last state that was seen, without asking."""
        return self._state

    def _fresh(self) -> WorkflowState:
        if not self._state.finished and time.monotonic() - self._seen > _FRESH:
            self.refresh()
        return self._state

    def refresh(self) -> Run:
        """Asks for the present state."""
        return self._take(self._call(lambda t, o: t.get(self._target, self.name, o)))

    def _take(self, state: WorkflowState) -> Run:
        self._state, self._seen = state, time.monotonic()
        return self

    def _call(self, action: Callable[[Transport, Options], Any], key: str = "") -> Any:
        return self._connection.call(action, self._client.timeout, key)

    def _full(self) -> WorkflowState:
        """A state with nodes: lists have none, and an unfinished one may be old."""
        if "nodes" not in (self._state.object.get("status") or {}) or not self._state.finished:
            self.refresh()
        return self._state

    def watch(self, timeout: float | None = None, cancellation: Cancellation | None = None) -> Iterator[WorkflowState]:
        """Each state of the run, the present one first, until it ends. Goes on by itself after a break.

        Raises WaitTimeout after `timeout` seconds, Detached on Ctrl-C; the run goes on in both cases.
        """
        try:
            for state in _follow.watch_run(self._connection, self._target, self.name, timeout, cancellation):
                self._take(state)
                yield state
        except KeyboardInterrupt:
            self._detach()

    def wait(
        self,
        timeout: float | None = None,
        *,
        check: bool = False,
        on_timeout: str = "leave",
        show: bool | None = None,
    ) -> Run:
        """Waits until the run has ended, and returns it.

        timeout: seconds; when they are up, `on_timeout` says what becomes of the run (leave, stop or terminate), and
            WaitTimeout is raised.
        check: raise RunFailed, with the probable cause, when the phase is not Succeeded.
        show: draw the run while it goes on; by default in a notebook alone.

        Ctrl-C raises Detached: the run goes on, and the message says how to follow it again.
        """
        if on_timeout not in _ON_TIMEOUT:
            raise ValueError(f"on_timeout has to be one of {', '.join(_ON_TIMEOUT)}")
        from tiphys._display import live_view

        try:
            with live_view(self, show) as update:
                for state in self.watch(timeout):
                    update(state)
        except WaitTimeout:
            if on_timeout != "leave":
                getattr(self, on_timeout)()
            raise
        if check and self._state.phase != "Succeeded":
            raise RunFailed("RUN_FAILED", str(self.explain()), hint="")
        return self

    def _detach(self) -> NoReturn:
        message = f"Detached from run {self.name}. {_follow.attach_hint(self.name)}"
        print(message, file=sys.stderr)
        raise Detached(message) from None

    def logs(
        self,
        follow: bool = False,
        *,
        task: str = "",
        pod: str = "",
        container: str = "main",
        tail: int = 0,
        grep: str = "",
        cancellation: Cancellation | None = None,
    ) -> Logs:
        """The log lines of the run's pods.

        follow: go on until the run ends. task: only the pods of this task. tail: only the last lines of each pod.
        grep: only lines that match this RE2 expression. A broken stream goes on where it was, unless `tail` is given.
        """
        query = LogQuery(pod, container, follow, tail, grep)

        def read() -> Iterator[LogLine]:
            wanted: dict[str, bool] = {}
            try:
                for line in _follow.follow_logs(self._connection, self._target, self.name, query, cancellation):
                    if task and line.pod_name not in wanted:
                        # Pods appear while a run goes on, so the nodes are read again for each new one.
                        wanted = {**dict.fromkeys([line.pod_name], False), **self._pods_of(task)}
                    if not task or wanted[line.pod_name]:
                        yield line
            except KeyboardInterrupt:
                self._detach()

        return Logs(read)

    def _pods_of(self, task: str) -> dict[str, bool]:
        """All pods of the run by name, and whether they are of a task."""
        return {node.pod_name: task in (node.task, node.display_name) for node in self.nodes() if node.is_pod}

    def nodes(self) -> list[Node]:
        """The nodes of the run, by the time of their start."""
        return nodes_of(self._full())

    def node(self, name: str) -> Node:
        """The first node of this display name or task. Raises KeyError."""
        for node in self.nodes():
            if name in (node.display_name, node.name, node.id) or (node.task == name and node.is_pod):
                return node
        raise KeyError(f"Run {self.name} has no node '{name}'.")

    @property
    def outputs(self) -> Outputs:
        """The outputs: ``run.outputs["task"]["parameter"]``, and ``run.outputs.parameters`` of the workflow."""
        return Outputs(self._full())

    @property
    def artifacts(self) -> Artifacts:
        """The output artifacts: ``run.artifacts["task"]["name"].save(path)``."""
        return Artifacts(self._connection, self._target, self._full())

    def explain(self, task: str = "") -> Explanation:
        """Why the run failed or waits: first failed or waiting node, exit code, last lines, events, probable cause, next step.

        task: the task or node to explain, in place of the first one.

        Reading the events takes a second and needs the permission ``watch events``; without it the explanation says so.
        """
        from tiphys._events import read_events

        def last_lines(pod: str) -> Sequence[LogLine]:
            try:
                return self.logs(pod=pod, tail=10).last(10)[0]
            except TiphysError:
                return ()

        def events(kind: str, name: str) -> Sequence[Event]:
            return read_events(self._connection, self._target, self.namespace, name, kind)

        state = self._full()
        return explain(state, last_lines, events, self.node(task) if task else None)

    def stop(self, message: str = "") -> Run:
        """Stops the run; its exit handlers still run."""
        return self._take(self._call(lambda t, o: t.stop(self._target, self.name, message, o)))

    def terminate(self) -> Run:
        """Ends the run at once; its exit handlers do not run."""
        return self._take(self._call(lambda t, o: t.simple("terminate", self._target, self.name, o)))

    def suspend(self) -> Run:
        """Keeps the run from starting further steps."""
        return self._take(self._call(lambda t, o: t.simple("suspend", self._target, self.name, o)))

    def resume(self) -> Run:
        """Lets a suspended run go on."""
        return self._take(self._call(lambda t, o: t.simple("resume", self._target, self.name, o)))

    def retry(
        self, *, restart_successful: bool = False, nodes: str = "", parameters: Sequence[str] = (), key: str = ""
    ) -> Run:
        """Runs the failed steps again; `nodes` is Argo's node field selector, `parameters` are texts name=value."""
        rerun = Rerun(restart_successful, nodes, parameters)
        key = key or self._client.new_key()
        return self._take(self._call(lambda t, o: t.retry(self._target, self.name, rerun, o), key))

    def resubmit(self, *, memoized: bool = False, parameters: Sequence[str] = (), key: str = "") -> Run:
        """Creates a new run from this one, and returns it. `memoized`: take over what succeeded."""
        rerun = Rerun(memoized=memoized, parameters=parameters)
        key = key or self._client.new_key()
        return Run(self._client, self._call(lambda t, o: t.resubmit(self._target, self.name, rerun, o), key))

    def delete(self) -> None:
        """Deletes the workflow with all that Argo knows of it."""
        self._call(lambda t, o: t.delete(self._target, self.name, o))

    def to_pandas(self) -> Any:
        """One row for each node: name, type, phase, times in UTC, seconds, host, message and output parameters."""
        from tiphys._pandas import nodes_frame

        return nodes_frame(self.nodes())

    def show(self) -> Any:
        """The picture of the run as it is now, for a notebook: graph, times, findings."""
        from tiphys._display import Picture

        return Picture(self._full(), self.url, self.warnings)

    def __repr__(self) -> str:
        progress = f" {self._state.progress}" if self._state.progress else ""
        return f"<Run {self.namespace}/{self.name} {self._state.phase}{progress} {self.url}>"

    def _repr_html_(self) -> str:
        from tiphys._display import Picture

        return Picture(self._state, self.url, self.warnings)._repr_html_()


def refresh_all(runs: Sequence[Run]) -> None:
    """Asks for the present states of runs of one namespace, with few calls for many runs.

    A run that no page of the list has, because it is new or archived, is asked for by its name.
    """
    unread = {run.name: run for run in runs}
    if len(unread) > _FEW:
        prefix = _common_prefix(min(unread), max(unread))
        for found in runs[0]._client.runs(namespace=runs[0].namespace, prefix=prefix):
            run = unread.pop(found.name, None)
            if run:
                run._take(found.state)
            if not unread:
                return
    for run in unread.values():
        run.refresh()


def _common_prefix(first: str, last: str) -> str:
    """The prefix of all names from the first to the last in the order of their letters."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)
