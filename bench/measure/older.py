"""An older build of the gateway, measured beside the one of this checkout."""

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PACKAGE = "older_measure"


def module(checkout: Path, name: str) -> ModuleType:
    """A module of that checkout's own bench/measure: it knows the properties and options that the older build has."""
    if PACKAGE not in sys.modules:
        spec = importlib.machinery.ModuleSpec(PACKAGE, None, is_package=True)
        spec.submodule_search_locations = [str(checkout / "bench/measure")]
        sys.modules[PACKAGE] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"{PACKAGE}.{name}")
