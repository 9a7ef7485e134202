"""Submit Argo workflows through a Tiphys gateway, follow them, and read their results.

A first run, in a notebook or a script::

    from tiphys import Client

    client = Client("https://tiphys.example.org", token=open("token").read())
    run = client.submit("workflow.yaml")       # or a Hera workflow, a dict, YAML text
    run.wait()                                  # a picture in a notebook; Ctrl-C detaches, the run goes on
    run.outputs["task"]["parameter"]            # run.artifacts["task"]["name"].save("file")

Before a run, ``client.lint(x)`` says what is wrong with a document and ``client.preflight(x)`` what would keep it from
running. ``client.run(name)`` attaches to a run, ``client.sweep(x, grid={...})`` starts one for each combination of values.
When a run failed, ``run.explain()`` says why. ``client.config.explain()`` says where each setting came from.

Every error is a :class:`TiphysError` with ``reason``, ``hint`` and ``findings``. ``AsyncClient`` has the same names for
asyncio. ``tiphys.hera.use(client)`` lets Hera's own ``w.create()`` go through the gateway. The command is ``tiphys``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0.dev0"

_HOMES = {
    "Client": "client",
    "AsyncClient": "aio",
    "AsyncRun": "aio",
    "AsyncSweep": "aio",
    "Run": "run",
    "Sweep": "sweep",
    "Artifact": "artifacts",
    "Logs": "logs",
    "Node": "nodes",
    "Finding": "models",
    "LogLine": "models",
    "Preflight": "models",
    "WorkflowState": "models",
    "Secret": "_secret",
    "TransportWarning": "_connection",
    **dict.fromkeys(
        (
            "TiphysError",
            "RequestRefused",
            "WorkflowInvalid",
            "Unauthenticated",
            "Forbidden",
            "NotFound",
            "Conflict",
            "Throttled",
            "Unavailable",
            "GatewayUnreachable",
            "UpstreamBroken",
            "DeadlineExceeded",
            "OutcomeUnknown",
            "Cancelled",
            "ConfigurationError",
            "RunFailed",
            "WaitTimeout",
            "Detached",
        ),
        "errors",
    ),
}

__all__ = [
    "__version__",
    "Artifact",
    "AsyncClient",
    "AsyncRun",
    "AsyncSweep",
    "Cancelled",
    "Client",
    "ConfigurationError",
    "Conflict",
    "DeadlineExceeded",
    "Detached",
    "Finding",
    "Forbidden",
    "GatewayUnreachable",
    "LogLine",
    "Logs",
    "Node",
    "NotFound",
    "OutcomeUnknown",
    "Preflight",
    "RequestRefused",
    "Run",
    "RunFailed",
    "Secret",
    "Sweep",
    "Throttled",
    "TiphysError",
    "TransportWarning",
    "Unauthenticated",
    "Unavailable",
    "UpstreamBroken",
    "WaitTimeout",
    "WorkflowInvalid",
    "WorkflowState",
]

if TYPE_CHECKING:  # the same names, for checkers of types
    from tiphys._connection import TransportWarning
    from tiphys._secret import Secret
    from tiphys.aio import AsyncClient, AsyncRun, AsyncSweep
    from tiphys.artifacts import Artifact
    from tiphys.client import Client
    from tiphys.errors import (
        Cancelled,
        ConfigurationError,
        Conflict,
        DeadlineExceeded,
        Detached,
        Forbidden,
        GatewayUnreachable,
        NotFound,
        OutcomeUnknown,
        RequestRefused,
        RunFailed,
        Throttled,
        TiphysError,
        Unauthenticated,
        Unavailable,
        UpstreamBroken,
        WaitTimeout,
        WorkflowInvalid,
    )
    from tiphys.logs import Logs
    from tiphys.models import Finding, LogLine, Preflight, WorkflowState
    from tiphys.nodes import Node
    from tiphys.run import Run
    from tiphys.sweep import Sweep


def __getattr__(name: str) -> Any:
    """Imports a name when it is first used, so that ``import tiphys`` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tiphys' has no attribute '{name}'")
    return getattr(importlib.import_module(f"tiphys.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
