"""The artifacts of a run: bytes, as they are in the store."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from tiphys._connection import Connection
from tiphys._transport import Target
from tiphys.errors import GatewayUnreachable
from tiphys.nodes import Node, nodes_of

if TYPE_CHECKING:
    from tiphys.models import WorkflowState

_PIECE = 1 << 16


class Artifact:
    """One artifact. Nothing is loaded before it is asked for."""

    def __init__(self, connection: Connection, target: Target, state: WorkflowState, node: Node, name: str) -> None:
        self._connection = connection
        parts = (quote(part, "") for part in (state.namespace, state.name, node.id, name))
        self._path = f"{target.argo_path}/artifacts/{'/'.join(parts)}"
        self.name = name
        self.node = node

    def __repr__(self) -> str:
        return f"Artifact({self.node.display_name!r}, {self.name!r})"

    def open(self) -> IO[bytes]:
        """The content as a stream, which the caller closes."""
        connection = self._connection

        def get(_: Any, options: Any) -> IO[bytes]:
            return connection.http.stream(self._path, options, "*/*")

        return connection.call(get, None)

    def bytes(self) -> bytes:
        """The whole content."""
        with self.open() as stream:
            return b"".join(_pieces(stream))

    def text(self, encoding: str = "utf-8") -> str:
        """The content as a text."""
        return self.bytes().decode(encoding)

    def json(self) -> Any:
        """The content read as JSON."""
        return json.loads(self.bytes())

    def save(self, path: str | os.PathLike[str]) -> str:
        """Writes the content to `path`, or into the folder `path` under the artifact's name; returns its SHA-256.

        The file appears when it is complete; a download that breaks leaves none.
        """
        target = Path(path).expanduser()
        target = target / self.name if target.is_dir() else target
        unfinished = target.with_name(f".{target.name}.part")
        digest = hashlib.sha256()
        try:
            with self.open() as stream, unfinished.open("wb") as file:
                for piece in _pieces(stream):
                    digest.update(piece)
                    file.write(piece)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        return digest.hexdigest()


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    import http.client

    try:
        while piece := stream.read(_PIECE):
            yield piece
    except (OSError, http.client.HTTPException) as error:
        raise GatewayUnreachable(
            "GATEWAY_UNREACHABLE", f"The download broke: {type(error).__name__}.", hint="Load the artifact again."
        ) from None


class Artifacts(Mapping[str, Mapping[str, Artifact]]):
    """The output artifacts of a run by task and name; for a loop by the display name of each node."""

    def __init__(self, connection: Connection, target: Target, state: WorkflowState) -> None:
        self._found: dict[str, dict[str, Artifact]] = {}
        for node in nodes_of(state):
            for raw in node.outputs.get("artifacts") or ():
                artifact = Artifact(connection, target, state, node, raw["name"])
                self._found.setdefault(node.display_name, {})[raw["name"]] = artifact
                self._found.setdefault(node.task, {}).setdefault(raw["name"], artifact)

    def __getitem__(self, task: str) -> Mapping[str, Artifact]:
        if task not in self._found:
            raise KeyError(
                f"The run has no artifacts of a task '{task}'. Tasks with artifacts: {', '.join(self) or 'none'}."
            )
        return self._found[task]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return repr({task: list(found) for task, found in self._found.items()})


__all__ = ["Artifact", "Artifacts"]
