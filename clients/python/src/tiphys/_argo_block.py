"""Reads the block of environment variables that Argo's user page gives for pasting into a shell."""

from __future__ import annotations

import re

_ASSIGNMENT = re.compile(r"^(?:export\s+|set\s+|\$env:)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$")
_COMMENT = re.compile(r"\s+[;#].*$")


def parse_block(text: str) -> dict[str, str]:
    """The variables of a pasted block, by name.

    Understands ``export``, quotes, comments, spaces in a value without quotes (``ARGO_TOKEN=Bearer v2:...``), a trailing
    semicolon and Windows line ends. Lines that assign nothing are passed over. The last one of a name wins.
    """
    variables: dict[str, str] = {}
    for line in text.replace("\ufeff", "").splitlines():
        match = _ASSIGNMENT.match(line.strip())
        if match:
            variables[match[1]] = _value(match[2].strip())
    return variables


def _value(text: str) -> str:
    if text[:1] in ("'", '"'):
        end = text.find(text[0], 1)
        return text[1:end] if end > 0 else text[1:]
    if text[:1] in ("#", ";"):
        return ""
    return _COMMENT.sub("", text).rstrip(";").strip().strip("'\"")
