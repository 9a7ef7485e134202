"""Turns Hera's Python into YAML, and YAML into Python."""

from __future__ import annotations

import argparse
from pathlib import Path

from tiphys.convert import python_to_yaml, yaml_to_python


def convert(chosen: argparse.Namespace) -> int:
    """Prints the other form of a file. A Python file is executed, as it is by Python."""
    path = Path(chosen.file)
    print(python_to_yaml(path) if path.suffix == ".py" else yaml_to_python(path.read_text()), end="")
    return 0
