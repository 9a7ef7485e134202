"""The nodes of a run: what Argo's status says of each step, by names that people use."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tiphys._times import parse_time

if TYPE_CHECKING:
    from tiphys.models import WorkflowState

FAILED = frozenset({"Failed", "Error"})
_POD_NAME_LENGTH = 253


@dataclass(frozen=True)
class Node:
    """A step, task, pod or group of a run. Times are in UTC; `seconds` is None while the node has not ended."""

    id: str
    name: str
    display_name: str
    type: str
    phase: str
    template: str
    message: str
    started: dt.datetime | None
    finished: dt.datetime | None
    host: str
    progress: str
    children: tuple[str, ...]
    boundary: str
    pod_name: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]

    @property
    def seconds(self) -> float | None:
        """How long the node ran."""
        return (self.finished - self.started).total_seconds() if self.started and self.finished else None

    @property
    def is_pod(self) -> bool:
        """Whether a pod of its own does the work."""
        return self.type == "Pod"

    @property
    def task(self) -> str:
        """The name of the task or step, without the item of a loop: ``collect`` for ``collect(0:borough:1)``."""
        return self.display_name.split("(", 1)[0]

    @property
    def parameters(self) -> dict[str, str]:
        """The output parameters by name, and ``result`` with the standard output of a script."""
        found = {one["name"]: one.get("value", "") for one in self.outputs.get("parameters") or ()}
        if "result" in self.outputs:
            found.setdefault("result", self.outputs["result"])
        return found

    @property
    def exit_code(self) -> int | None:
        """The exit code of the main container, None when Argo has none."""
        code = self.outputs.get("exitCode")
        return int(code) if code not in (None, "") else None


def nodes_of(state: WorkflowState) -> list[Node]:
    """All nodes of a workflow by the time of their start, those that have not started last."""
    found = ((state.object.get("status") or {}).get("nodes") or {}).values()
    late = dt.datetime.max.replace(tzinfo=dt.timezone.utc)
    return sorted((_node(state, one) for one in found), key=lambda node: (node.started or late, node.name))


def _node(state: WorkflowState, raw: Mapping[str, Any]) -> Node:
    reference = raw.get("templateRef") or {}
    template = raw.get("templateName") or reference.get("template") or ""
    return Node(
        raw.get("id", ""),
        raw.get("name", ""),
        raw.get("displayName", ""),
        raw.get("type", ""),
        raw.get("phase") or "Pending",
        template,
        raw.get("message") or "",
        parse_time(raw.get("startedAt")),
        parse_time(raw.get("finishedAt")),
        raw.get("hostNodeName") or "",
        raw.get("progress") or "",
        tuple(raw.get("children") or ()),
        raw.get("boundaryID") or "",
        pod_name(state.name, raw.get("name", ""), template),
        raw.get("inputs") or {},
        raw.get("outputs") or {},
    )


def pod_name(workflow: str, node: str, template: str) -> str:
    """The name that Argo (version 2 of its pod names) gives the pod of a node."""
    if workflow == node:
        return workflow
    prefix = workflow if ".inline" in node else f"{workflow}-{template}"
    value = 0x811C9DC5
    for byte in node.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return f"{prefix[: _POD_NAME_LENGTH - 11]}-{value}"


class TaskOutputs(Mapping[str, Any]):
    """The output parameters of a task: a text each, or a list of texts when the task ran as a loop."""

    def __init__(self, task: str, nodes: Sequence[Node]) -> None:
        self._task = task
        self.nodes = tuple(nodes)

    def __getitem__(self, name: str) -> str | list[str]:
        values = [node.parameters[name] for node in self.nodes if name in node.parameters]
        if not values:
            known = ", ".join(self) or "none"
            raise KeyError(f"Task '{self._task}' has no output '{name}'. It has: {known}.")
        return values[0] if len(self.nodes) == 1 else values

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for node in self.nodes for name in node.parameters))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def json(self, name: str) -> Any:
        """An output read as JSON; a list of values for a loop."""
        value = self[name]
        return [json.loads(one) for one in value] if isinstance(value, list) else json.loads(value)

    def __repr__(self) -> str:
        return repr({name: self[name] for name in self})


class Outputs(Mapping[str, TaskOutputs]):
    """The outputs of a run by task; `parameters` has the global ones of the workflow.

    A task with retries has the outputs of its last attempt; each attempt has its own by its display name, ``task(0)``.
    """

    def __init__(self, state: WorkflowState) -> None:
        self._tasks: dict[str, list[Node]] = {}
        nodes = nodes_of(state)
        attempts = {child for node in nodes if node.type == "Retry" for child in node.children}
        for node in nodes:
            if node.type not in ("TaskGroup", "StepGroup"):
                if node.id not in attempts:
                    self._tasks.setdefault(node.task, []).append(node)
                self._tasks.setdefault(node.display_name, [node])
        status = (state.object.get("status") or {}).get("outputs") or {}
        self.parameters: dict[str, str] = {one["name"]: one.get("value", "") for one in status.get("parameters") or ()}

    def __getitem__(self, task: str) -> TaskOutputs:
        if task not in self._tasks:
            known = ", ".join(self) or "none"
            raise KeyError(f"The run has no task '{task}'. Tasks with outputs: {known}.")
        return TaskOutputs(task, self._tasks[task])

    def __iter__(self) -> Iterator[str]:
        names = (name for name, nodes in self._tasks.items() if any(node.parameters for node in nodes))
        return iter(name for name in names if "(" not in name)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __repr__(self) -> str:
        return repr({**{name: self[name] for name in self}, "(workflow)": self.parameters})
