"""Lets scripts that were written for ``hera_utils`` and ``hera_k8s_utils`` run unchanged through a gateway.

Either one line before their imports::

    import tiphys.compat.seeds          # from here on, hera_utils and hera_k8s_utils can be imported

or no line at all: ``python -m tiphys.compat script.py --argo_namespace climate``.
"""

from __future__ import annotations

import sys
from types import ModuleType

_UTILS = {
    "parse_arguments": ("parse_arguments", "define_parser", "verify_args"),
    "define_parser": ("define_parser",),
    "parser": ("parser",),
    "k8s_cluster": ("k8s_cluster",),
    "argo_server": ("argo_server",),
    "num_exp_environment": ("num_exp_environment", "Struct"),
    "hera": ("print_version", "check_version", "assert_version", "clear_workflow_template"),
    "utils": ("print_version", "check_version", "assert_version", "clear_workflow_template"),
}


def install() -> None:
    """Makes ``hera_utils`` and ``hera_k8s_utils``, with their modules, importable. What is installed beside is not used."""
    from tiphys.compat import hera_utils

    for package, parser in (("hera_utils", hera_utils.parser), ("hera_k8s_utils", hera_utils.k8s_parser)):
        top = ModuleType(package, hera_utils.__doc__)
        top.__path__ = []
        sys.modules[package] = top
        for module, names in _UTILS.items():
            part = ModuleType(f"{package}.{module}")
            for name in names:
                setattr(part, name, parser if name == "parser" else getattr(hera_utils, name))
            sys.modules[part.__name__] = part
        for name in hera_utils.__all__:
            setattr(top, name, parser if name == "parser" else getattr(hera_utils, name))
