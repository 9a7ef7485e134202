"""Which scripts there are, and what they share."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from hera.workflows import Container, Parameter, Workflow

Script = Callable[[], Workflow]

FEATURES: dict[str, Script] = {}
MISTAKES: dict[str, Script] = {}
IMAGE = "busybox:1.37"
# In each name, so that runs of the test at one time do not meet.
RUN = secrets.token_hex(3)
NAME = f"hera-{RUN}-"
# Templates that scripts refer to: the test creates them before.
SHARED_TEMPLATE = f"hera-shared-{RUN}"
SHARED_CLUSTER_TEMPLATE = f"hera-shared-cluster-{RUN}"


def feature(script: Script) -> Script:
    """Registers a script that has to be accepted."""
    assert script.__name__ not in FEATURES
    FEATURES[script.__name__] = script
    return script


def mistake(script: Script) -> Script:
    """Registers a script that has to be refused."""
    assert script.__name__ not in MISTAKES
    MISTAKES[script.__name__] = script
    return script


def workflow(**fields: Any) -> Workflow:
    """A workflow whose entry point is called main."""
    return Workflow(generate_name=NAME, entrypoint="main", **fields)


def shell(name: str = "main", command: str = "true", **fields: Any) -> Container:
    """A container that runs a shell command."""
    return Container(name=name, image=IMAGE, command=["sh", "-c"], args=[command], **fields)


def say(name: str = "say") -> Container:
    """A container with an input parameter called text."""
    return shell(name, "echo {{inputs.parameters.text}}", inputs=[Parameter(name="text")])
