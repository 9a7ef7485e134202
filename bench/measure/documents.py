"""The workflows that are submitted, listed and watched."""

import json

from .arms import Arm

ARM_LABEL = "tiphys-bench-arm"
BLOCK_LABEL = "tiphys-bench-block"
SENT_ANNOTATION = "tiphys-bench/sent"
SUSPENDED = [{"name": "wait", "suspend": {}}]

# Just below the largest workflow that the gateway takes, 1 MiB.
LARGE_BYTES = 1_040_000


def workflow(labels: dict[str, str], templates: list[dict] = SUSPENDED, annotations: dict[str, str] | None = None) -> dict:
    """A workflow that is as cheap as can be once it is created, so that the submission is what is measured.

    It never starts, and as it says that it is completed the controller leaves it alone: without that label the
    controller's updates would load the API server for a long time after each block, whoever is measured then.
    """
    metadata: dict = {"generateName": "bench-", "labels": {"workflows.argoproj.io/completed": "true"} | labels}
    if annotations:
        metadata["annotations"] = annotations
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": metadata,
        "spec": {"entrypoint": "wait", "suspend": True, "templates": templates},
    }


def submitted(arm: Arm) -> dict:
    return workflow({ARM_LABEL: arm.identity})


def large(arm: Arm) -> dict:
    """A workflow with 150 templates with long scripts, which together are almost as large as a workflow may be."""
    small = len(json.dumps(workflow({ARM_LABEL: arm.identity}, SUSPENDED + _scripts(""))))
    line = "echo 'so many lines stand in one script of a large workflow'\n"
    room = (LARGE_BYTES - small) // 150
    return workflow({ARM_LABEL: arm.identity}, SUSPENDED + _scripts(line * (room // (len(line) + 1))))


def _scripts(source: str) -> list[dict]:
    return [
        {"name": f"script-{number}", "script": {"image": "busybox", "command": ["sh"], "source": source}}
        for number in range(150)
    ]


def watched(block: str, sent: int) -> dict:
    """A workflow whose watchers can tell when its creation was asked for: nanoseconds, 0 for one that is there before."""
    return workflow({BLOCK_LABEL: block}, annotations={SENT_ANNOTATION: f"sent:{sent};"})


ARTIFACT_NODE = "bench-artifact"


def with_artifact(key: str) -> dict:
    """A completed workflow with one output, an object of the testbed's default artifact repository."""
    document = workflow({})
    document["metadata"] |= {"name": ARTIFACT_NODE}
    del document["metadata"]["generateName"]
    node = {
        "id": ARTIFACT_NODE,
        "name": ARTIFACT_NODE,
        "displayName": ARTIFACT_NODE,
        "type": "Pod",
        "templateName": "wait",
        "phase": "Succeeded",
        "outputs": {"artifacts": [{"name": "data", "path": "/data", "s3": {"key": key}, "archive": {"none": {}}}]},
    }
    nodes = {ARTIFACT_NODE: node}
    # Without the reference the Argo Server panics.
    document["status"] = {"phase": "Succeeded", "nodes": nodes, "artifactRepositoryRef": {"default": True}}
    return document
