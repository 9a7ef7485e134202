"""Workflows with nodes, as Argo's status has them."""

from __future__ import annotations

from typing import Any

from tiphys.models import WorkflowState


def node(name: str, *children: str, phase: str = "Succeeded", kind: str = "Pod", **more: Any) -> dict[str, Any]:
    begin = more.pop("begin", 0)
    return {
        "id": name,
        "name": f"run-1.{name}",
        "displayName": name,
        "type": kind,
        "phase": phase,
        "templateName": more.pop("template", name.split("(")[0]),
        "startedAt": f"2026-01-01T00:{begin // 60:02d}:{begin % 60:02d}Z",
        "finishedAt": None if phase == "Running" else f"2026-01-01T00:{(begin + 5) // 60:02d}:{(begin + 5) % 60:02d}Z",
        "children": list(children),
        **more,
    }


def state(nodes: list[dict[str, Any]], phase: str = "Succeeded", progress: str = "", **status: Any) -> WorkflowState:
    tree = {"status": {"phase": phase, "nodes": {one["id"]: one for one in nodes}, **status}}
    return WorkflowState("climate", "run-1", "u", "1", phase, progress, status.get("message", ""), tree)
