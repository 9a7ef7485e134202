"""Tables for pandas, which is imported only here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tiphys.errors import ConfigurationError
from tiphys.nodes import Node


def frame(rows: Sequence[Mapping[str, Any]]) -> Any:
    """A data frame of rows."""
    try:
        import pandas
    except ImportError:
        raise ConfigurationError("A data frame needs pandas.", "Run: pip install 'tiphys[pandas]'.") from None
    return pandas.DataFrame(list(rows))


def nodes_frame(nodes: Sequence[Node]) -> Any:
    """One row for each node."""
    return frame(
        [
            {
                "node": node.display_name,
                "task": node.task,
                "type": node.type,
                "phase": node.phase,
                "template": node.template,
                "started": node.started,
                "finished": node.finished,
                "seconds": node.seconds,
                "host": node.host,
                "message": node.message,
                **{f"output.{name}": value for name, value in node.parameters.items()},
            }
            for node in nodes
        ]
    )
