"""Writes data in the form that was asked for: table, json, yaml or name."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from tiphys.models import Finding

FORMATS = ("table", "json", "yaml", "name")
_COLOURS = {
    "Succeeded": "32",
    "Failed": "31",
    "Error": "31",
    "Running": "34",
    "Pending": "33",
    "ERROR": "31",
    "WARNING": "33",
}


def write(rows: Sequence[Mapping[str, Any]], form: str, *, one: bool = False, name: str = "name") -> None:
    """Writes rows; `one` writes a single object and not a list."""
    if form == "name":
        for row in rows:
            print(row[name])
    elif form == "table":
        _table(rows)
    else:
        value: Any = rows[0] if one else list(rows)
        if form == "yaml":
            from tiphys._yaml import dump_yaml

            sys.stdout.write(dump_yaml(value))
        else:
            print(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def _table(rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    names = list(dict.fromkeys(key for row in rows for key in row))
    lines = [[name.upper() for name in names], *([_cell(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    for line in lines:
        cells = (colour(f"{cell:<{width}}", cell) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("\n", " ")


def colour(text: str, word: str, stream: TextIO | None = None) -> str:
    """`text` in the colour of a phase or severity, on terminals alone and where NO_COLOR is not set."""
    code = _COLOURS.get(word)
    if not code or os.environ.get("NO_COLOR") or not (stream or sys.stdout).isatty():
        return text
    return f"\033[{code}m{text}\033[0m"


def say(text: str) -> None:
    """Tells the person something that is no data."""
    print(text, file=sys.stderr)


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as a row."""
    where = finding.source or (f"{finding.line}:{finding.column}" if finding.line else finding.pointer)
    return {
        "severity": finding.severity,
        "where": where,
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
    }
