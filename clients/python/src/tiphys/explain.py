"""Says why a run failed: the first node that failed, its exit code, its last lines, the probable cause and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tiphys.models import LogLine, WorkflowState
from tiphys.nodes import FAILED, Node, nodes_of

_CAUSES = [
    (
        r"OOMKilled|exit code 137",
        "The container used more memory than its limit.",
        "Raise resources.limits.memory, or use less.",
    ),
    (
        r"ErrImagePull|ImagePullBackOff|InvalidImageName",
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


@dataclass(frozen=True)
class Explanation:
    """Why a run is where it is. `node` is None when no node failed."""

    run: str
    phase: str
    message: str
    node: Node | None
    exit_code: int | None
    last_lines: tuple[str, ...]
    cause: str
    hint: str

    def __str__(self) -> str:
        lines = [f"Run {self.run} is {self.phase}." + (f" {self.message}" if self.message else "")]
        if self.node:
            code = "" if self.exit_code is None else f" with exit code {self.exit_code}"
            lines.append(
                f"First to fail: {self.node.display_name} ({self.node.phase}{code}). {self.node.message}".rstrip()
            )
        lines += [f"  | {line}" for line in self.last_lines]
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


def explain(state: WorkflowState, read_log: Callable[[str], Sequence[LogLine]]) -> Explanation:
    """Explains a state; `read_log` gives the last lines of a pod and is called for the failed one alone."""
    node = first_failure(nodes_of(state))
    lines = tuple(line.content for line in read_log(node.pod_name)) if node and node.is_pod else ()
    code = node.exit_code if node else None
    evidence = " ".join((state.message, node.message if node else "", f"exit code {code}" if code else "", *lines))
    cause, hint = _cause(evidence) if state.phase != "Succeeded" else ("", "")
    if not cause and state.phase == "Pending":
        cause, hint = (
            "Argo has not begun the run.",
            "Look for a mutex, a limit of parallel runs, or the controller's state.",
        )
    if not cause and node and node.exit_code:
        cause, hint = "The program ended with an error of its own.", "Read its last lines above."
    return Explanation(state.name, state.phase, state.message, node, code, lines, cause, hint)


def _cause(evidence: str) -> tuple[str, str]:
    for pattern, cause, hint in _CAUSES:
        if re.search(pattern, evidence, re.IGNORECASE):
            return cause, hint
    return "", ""
