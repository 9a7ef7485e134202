"""The arguments of the seeds' scripts: options, variables, and hera.config files, in this order. No token among them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from tiphys._argo_block import parse_block
from tiphys._secret import Secret
from tiphys._tokens import clean_token
from tiphys.client import Client
from tiphys.errors import TiphysError


class Arguments(argparse.Namespace):
    """The parsed arguments. The token is kept beside them, so that printing or dumping them shows none."""

    __slots__ = ("tiphys_token",)


def stop(detail: str, hint: str) -> NoReturn:
    """Ends the script with exit code 1, the cause and the next step."""
    print(f"hera_utils: {detail}\nhera_utils: {hint}", file=sys.stderr)
    sys.exit(1)


def config_files() -> list[Path]:
    """The files that are read, the first of which wins."""
    named = os.environ.get("ARGOCONFIG")
    if named and not Path(named).expanduser().is_file():
        print(f"hera_utils: ARGOCONFIG names {named}, which is not a file; it is passed over.", file=sys.stderr)
    files = [Path.cwd() / "hera.config", *([Path(named).expanduser()] if named else []), Path.home() / "hera.config"]
    return [file for file in files if file.is_file()]


class ArgParser(argparse.ArgumentParser):
    """A parser whose options also come from hera.config files; the command line and variables come before them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(conflict_handler="resolve", allow_abbrev=False, **options)

    def add(self, *names: Any, **options: Any) -> argparse.Action:
        """Adds an option, by the name that configargparse has for this."""
        return self.add_argument(*names, **options)

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        found = super().parse_args(args, namespace or Arguments())
        given: dict[str, str] = {}
        for file in config_files():
            for name, value in parse_block(file.read_text()).items():
                given.setdefault(name.lower(), value)
        for action in self._actions:
            if getattr(found, action.dest, "") is None and action.dest in given:
                setattr(found, action.dest, given[action.dest])
        return _without_token(found)


def _without_token(found: Any) -> Any:
    token = getattr(found, "argo_token", None)
    if isinstance(found, Arguments):
        found.tiphys_token = clean_token(token) if token else None
    if token:
        found.argo_token = "***"
    return found


def add_server_options(parser: ArgParser) -> None:
    """The options about the server that workflows are sent to."""
    for name, variable, text in (
        ("argo_server", "ARGO_SERVER", "The address of the gateway or the Argo Server."),
        ("argo_token", "ARGO_TOKEN", "The token; give it as a variable or in a file, where others do not see it."),
        ("argo_namespace", "ARGO_NAMESPACE", "The namespace of the workflows."),
        ("argo_service_account", "ARGO_SERVICE_ACCOUNT", "The service account of the workflows' pods."),
    ):
        parser.add(f"--{name}", help=f"{text} By default the variable {variable}.", default=os.environ.get(variable))


def add_cluster_options(parser: ArgParser) -> None:
    """The option about the cluster. A gateway needs no kubeconfig, so it may be absent."""
    default = os.environ.get("KUBECONFIG")
    parser.add("--k8s_config_file", help="A kubeconfig file; a gateway needs none.", default=default)


def add_experiment_options(parser: ArgParser) -> None:
    """The options about what an experiment needs of the cluster."""
    parser.add("--k8s_configmap_name", help="A config map.", default=os.environ.get("KUBECONFIGMAP"))
    parser.add("--k8s_volume_claim_name", help="A volume claim.", default=os.environ.get("KUBEVOLUMECLAIMNAME"))


def client_of(args: Any) -> Client:
    """The client for parsed arguments; what they lack comes from where a client finds it. Ends the script otherwise."""
    token: Secret | None = getattr(args, "tiphys_token", None)
    try:
        return Client(getattr(args, "argo_server", None), token=token, namespace=getattr(args, "argo_namespace", None))
    except TiphysError as error:
        stop(error.detail, error.hint)
