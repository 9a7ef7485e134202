"""``python -m tiphys.compat SCRIPT [ARGUMENT...]``: runs a script written for hera_utils, unchanged."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from tiphys.compat import install
from tiphys.errors import TiphysError


def main() -> None:
    """Runs the script with its own arguments and folder, as Python does."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tiphys.compat SCRIPT [ARGUMENT...]")
    script = sys.argv[1]
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(Path(script).resolve().parent))
    install()
    try:
        runpy.run_path(script, run_name="__main__")
    except TiphysError as error:
        sys.exit(f"tiphys: {error}")


main()
