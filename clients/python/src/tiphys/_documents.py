"""Turns what a caller hands over into the document that is sent."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from tiphys._transport import Document
from tiphys.errors import ConfigurationError

WorkflowLike: TypeAlias = "Mapping[str, Any] | str | bytes | os.PathLike[str] | Any"
_SUFFIXES = (".yaml", ".yml", ".json")


def to_document(given: WorkflowLike) -> Document:
    """The document of a Hera workflow, a mapping, YAML or JSON text, or the path of a file.

    A text without a line break that ends with .yaml, .yml or .json is a path. Raises ConfigurationError otherwise.
    """
    if isinstance(given, Mapping):
        return _json(given)
    if isinstance(given, bytes):
        return Document(given, given.lstrip()[:1] == b"{")
    if isinstance(given, str) and not _is_path(given):
        return Document(given.encode(), given.lstrip()[:1] == "{")
    if isinstance(given, (str, os.PathLike)):
        return _file(Path(given).expanduser())
    if hasattr(given, "to_dict") and hasattr(given, "build"):
        return _hera(given)
    raise ConfigurationError(
        f"A {type(given).__name__} is not a workflow.", "Give a Hera workflow, a dict, YAML text or the path of a file."
    )


def to_mapping(given: WorkflowLike) -> dict[str, Any]:
    """The same as a tree, for changes. YAML needs PyYAML."""
    document = to_document(given)
    if document.json:
        tree = json.loads(document.content)
    else:
        from tiphys._yaml import load_yaml

        tree = load_yaml(document.content.decode(), "the workflow")
    if not isinstance(tree, dict):
        raise ConfigurationError("The document is not a workflow: it is not an object.", "Give one workflow.")
    return tree


def document_name(given: WorkflowLike) -> str:
    """How the document is called in messages."""
    if isinstance(given, (str, os.PathLike)) and (not isinstance(given, str) or _is_path(given)):
        return str(given)
    if isinstance(given, (str, bytes)):
        return "text.yaml"
    name = getattr(given, "name", None) or getattr(given, "generate_name", None)
    if isinstance(given, Mapping):
        metadata = given.get("metadata") or {}
        name = metadata.get("name") or metadata.get("generateName")
    return f"{name or 'workflow'}".rstrip("-") + ".json"


def _hera(workflow: Any) -> Document:
    """The document that Hera's own service sends: what is unset, a default or None is left out.

    Hera's ``create()`` leaves the name of what it created in the workflow; with a ``generate_name`` that name is not sent
    again, or every further submission would be a conflict.
    """
    model = workflow.build()
    metadata: Any = getattr(model, "metadata", None)
    if getattr(metadata, "generate_name", None) and getattr(metadata, "name", None):
        metadata.name = None
    dump = getattr(model, "model_dump_json", None)
    if dump is None:
        return _json(workflow.to_dict())
    return Document(dump(exclude_none=True, by_alias=True, exclude_unset=True, exclude_defaults=True).encode(), True)


def _is_path(text: str) -> bool:
    return "\n" not in text and text.strip().lower().endswith(_SUFFIXES)


def _json(tree: Mapping[str, Any]) -> Document:
    try:
        return Document(json.dumps(tree, ensure_ascii=False).encode(), True)
    except (TypeError, ValueError) as error:
        raise ConfigurationError(f"The workflow cannot be written as JSON: {error}.", "Use plain values.") from None


def _file(path: Path) -> Document:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"The file {path} cannot be read: {error.strerror}.", "Correct the path.") from None
    return Document(content, content.lstrip()[:1] == b"{")
