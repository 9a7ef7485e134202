"""Says why a run failed or waits: the node, its exit code, its last lines, its events, the probable cause and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiphys.errors import Forbidden, TiphysError
from tiphys.nodes import FAILED, Node, nodes_of

if TYPE_CHECKING:
    from tiphys.models import Event, LogLine, WorkflowState

_CAUSES = [
    (
        r"OOMKilled|exit code 137",
        "The container used more memory than its limit.",
        "Raise resources.limits.memory, or use less.",
    ),
    (
        r"ErrImagePull|ImagePullBackOff|InvalidImageName|Failed to pull image",
        "The image cannot be pulled.",
        "Check its name and tag, and that the service account has the pull secret of its registry.",
    ),
    (
        r"workflowtaskresults.*forbidden|forbidden.*workflowtaskresults",
        "The run's service account may not report results.",
        "Grant it create and patch on workflowtaskresults; client.preflight() gives the Role.",
    ),
    (r"forbidden", "The service account of the run lacks a right.", "client.preflight() names it and gives the Role."),
    (
        r'(configmap|secret) "[^"]*" not found|CreateContainerConfigError|non-existent (config|secret) key|find key \S+ in',
        "A config map or a secret that the pod uses is missing, or a key in it.",
        "Create it, or correct its name; client.preflight() looks for it before a run.",
    ),
    (
        r"persistentvolumeclaim|unbound immediate|FailedMount",
        "A volume claim is missing or not bound.",
        "Check the claim's name and its storage class.",
    ),
    (
        r"exceeded quota",
        "The namespace's quota is used up.",
        "Wait for other runs, ask for less, or have the quota raised.",
    ),
    (
        r"Unschedulable|FailedScheduling|nodes are available",
        "No node of the cluster can take the pod.",
        "Ask for less CPU or memory, or correct nodeSelector, affinity or tolerations: the event says what does not fit.",
    ),
    (
        r"DeadlineExceeded|deadline",
        "The time that was allowed was up.",
        "Raise activeDeadlineSeconds, or do less in a run.",
    ),
    (
        r"exit code 127|command not found",
        "The command does not exist in the image.",
        "Check command, or use another image.",
    ),
    (r"exit code 126", "The command cannot be executed.", "Check that the file is executable and for this processor."),
    (r"exit code 139", "The program crashed with a memory fault.", "Look for a native library that does not fit."),
    (r"ModuleNotFoundError|No module named", "A Python package is missing in the image.", "Use an image that has it."),
    (r"evicted|preempt", "The pod was removed from its machine.", "Run it again: run.retry()."),
]


# What a pod that starts as it should says of itself.
_NO_TROUBLE = ("", "ContainerCreating", "PodInitializing")
_SHOWN_EVENTS = 5


@dataclass(frozen=True)
class Explanation:
    """Why a run is where it is. `node` failed or waits; None when none does. `events` has those of its pod, the oldest first.

    `missing` says why there are no events; empty when they were read.
    """

    run: str
    phase: str
    message: str
    node: Node | None
    exit_code: int | None
    last_lines: tuple[str, ...]
    cause: str
    hint: str
    events: tuple[Event, ...] = ()
    missing: str = ""

    @property
    def warnings(self) -> tuple[Event, ...]:
        """The events that are warnings."""
        return _warnings(self.events)

    def __str__(self) -> str:
        lines = [f"Run {self.run} is {self.phase}." + (f" {self.message}" if self.message else "")]
        if self.node:
            code = "" if self.exit_code is None else f" with exit code {self.exit_code}"
            what = "First to fail" if self.node.phase in FAILED else "Waits"
            lines.append(f"{what}: {self.node.display_name} ({self.node.phase}{code}). {self.node.message}".rstrip())
        lines += [f"  | {line}" for line in self.last_lines]
        lines += [f"  ! {event}" for event in self.warnings[-_SHOWN_EVENTS:]]
        lines += [f"Events were not read: {self.missing}"] if self.missing else []
        lines += [f"Probable cause: {self.cause}"] if self.cause else []
        lines += [f"Next step: {self.hint}"] if self.hint else []
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


def first_failure(nodes: Sequence[Node]) -> Node | None:
    """The node that failed first; pods before the groups that failed because of them."""
    failed = [node for node in nodes if node.phase in FAILED]
    pods = [node for node in failed if node.is_pod] or [node for node in failed if not node.children] or failed
    return min(pods, key=lambda node: (node.finished is None, node.finished or 0, node.name), default=None)


def first_waiting(nodes: Sequence[Node]) -> Node | None:
    """The pod that has waited longest for its start; one with a message before those without."""
    pods = [node for node in nodes if node.is_pod and node.phase == "Pending"]
    return min(pods, key=lambda node: (node.message in _NO_TROUBLE, node.started is None, node.started), default=None)


def explain(
    state: WorkflowState,
    read_log: Callable[[str], Sequence[LogLine]],
    read_events: Callable[[str, str], Sequence[Event]] = lambda kind, name: (),
    node: Node | None = None,
) -> Explanation:
    """Explains a state, or one node of it.

    `read_log` gives the last lines of a pod, `read_events` the events of an object by its kind and name: those of the node's
    pod, or of the workflow when no node failed or waits. Neither is called for a run that succeeded.
    """
    nodes = nodes_of(state)
    node = node or first_failure(nodes) or (None if state.finished else first_waiting(nodes))
    if node is None and state.phase == "Succeeded":
        return Explanation(state.name, state.phase, state.message, None, None, (), "", "")
    pod = node if node and node.is_pod else None
    lines = tuple(line.content for line in read_log(pod.pod_name)) if pod and pod.phase != "Pending" else ()
    events, missing = _events(read_events, *(("Pod", pod.pod_name) if pod else ("Workflow", state.name)))
    code = node.exit_code if node else None
    cause, hint = _probable_cause(state, node, lines, events)
    return Explanation(state.name, state.phase, state.message, node, code, lines, cause, hint, events, missing)


def _events(read_events: Callable[[str, str], Sequence[Event]], kind: str, name: str) -> tuple[tuple[Event, ...], str]:
    try:
        return tuple(read_events(kind, name)), ""
    except Forbidden as error:
        return (), f"{error.detail} The permission 'watch events' shows them."
    except TiphysError as error:
        return (), error.detail


def _warnings(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.type == "Warning")


def _probable_cause(
    state: WorkflowState, node: Node | None, lines: Sequence[str], events: Sequence[Event]
) -> tuple[str, str]:
    if state.phase == "Succeeded" and (node is None or node.phase not in FAILED):
        return "", ""
    code = node.exit_code if node else None
    said = [state.message, node.message if node else "", f"exit code {code}" if code else "", *lines]
    cause, hint = _cause(" ".join([*said, *(f"{event.reason} {event.message}" for event in _warnings(events))]))
    if not cause and state.phase == "Pending":
        cause, hint = (
            "Argo has not begun the run.",
            "Look for a mutex, a limit of parallel runs, or the controller's state.",
        )
    if not cause and code:
        cause, hint = "The program ended with an error of its own.", "Read its last lines above."
    return cause, hint


def _cause(evidence: str) -> tuple[str, str]:
    for pattern, cause, hint in _CAUSES:
        if re.search(pattern, evidence, re.IGNORECASE):
            return cause, hint
    return "", ""
