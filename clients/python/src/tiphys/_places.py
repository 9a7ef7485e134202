"""Finds where in Python a finding's cause stands, so that a person sees a line that can be changed."""

from __future__ import annotations

import json
import linecache
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tiphys._documents import document_name
from tiphys._transport import Document

if TYPE_CHECKING:
    from tiphys.models import Finding

_PACKAGE = os.path.dirname(__file__)


def place(given: Any, document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with `source`: the file's line, or the line of Python that names the template, task or parameter.

    A position in JSON that this package made means nothing to a reader and is left out.
    """
    if isinstance(given, (str, bytes, os.PathLike)):
        name = document_name(given)
        is_file = name != "text.yaml"
        return tuple(replace(one, source=f"{name}:{one.line}" if is_file and one.line else None) for one in findings)
    tree = json.loads(document.content)
    file = _calling_file()
    return tuple(replace(one, line=0, column=0, source=_source(tree, one.pointer, file)) for one in findings)


def _calling_file() -> str | None:
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(_PACKAGE) and "concurrent/futures" not in file and not file.endswith("threading.py"):
            return file
        frame = frame.f_back  # type: ignore[assignment]
    return None


def _source(tree: Any, pointer: str, file: str | None) -> str | None:
    if file is None:
        return None
    lines = linecache.getlines(file)
    for name in reversed(_names(tree, pointer)):
        pattern = re.compile(rf"""(["']){re.escape(name)}\1|\bdef\s+{re.escape(name.replace("-", "_"))}\s*\(""")
        hits = [number for number, line in enumerate(lines, 1) if pattern.search(line)]
        if len(hits) == 1:
            return f"{_short(file)}:{hits[0]}"
    return None


def _names(tree: Any, pointer: str) -> list[str]:
    """The names along a JSON Pointer, outermost first, with a last member that may itself be the wrong name."""
    names: list[str] = []
    value = tree
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, ValueError, TypeError):
            return [*names, part] if not part.isdigit() else names
        if isinstance(value, dict) and isinstance(value.get("name"), str):
            names.append(value["name"])
    return [*names, value] if isinstance(value, str) and value else names


def _short(file: str) -> str:
    if "ipykernel" in file or file.startswith("<"):
        return "cell"
    relative = os.path.relpath(file) if os.path.isabs(file) else file
    return file if relative.startswith("..") else relative
