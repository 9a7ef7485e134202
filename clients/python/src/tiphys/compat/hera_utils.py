"""The names of ``hera_utils`` and ``hera_k8s_utils``, through a gateway and without their known faults.

Everything is checked by the gateway's preflight with the caller's own rights, so that neither a kubeconfig nor a right on
the whole cluster is needed. What fails ends the script with exit code 1, a cause and a next step. No token is ever printed.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import types
from typing import Any

from tiphys.client import Client
from tiphys.compat.arguments import (
    ArgParser,
    add_cluster_options,
    add_experiment_options,
    add_server_options,
    client_of,
    config_files,
    stop,
)
from tiphys.errors import TiphysError
from tiphys.hera import use

_logger = logging.getLogger("hera_utils")


class parser:
    """The parser of the options about the server; a script adds its own with ``get_parser().add(...)``."""

    def __init__(self, existing_parser: Any = None, logger: logging.Logger = _logger) -> None:
        self.parser: Any = existing_parser or ArgParser()
        add_server_options(self.parser)

    def get_config_files(self) -> list[str]:
        """The configuration files that are read."""
        return [str(file) for file in config_files()]

    def get_parser(self) -> Any:
        """The parser, for options of a script's own."""
        return self.parser

    def parse_args(self) -> Any:
        """The parsed arguments."""
        return self.parser.parse_args()


class k8s_parser(parser):
    """The parser of ``hera_k8s_utils``: with the option about the cluster."""

    def __init__(self, existing_parser: Any = None) -> None:
        super().__init__(existing_parser)
        add_cluster_options(self.parser)

    @staticmethod
    def verify_args(args: Any) -> None:
        """Asserts nothing: a gateway needs no kubeconfig."""


def define_parser(logger: logging.Logger = _logger) -> Any:
    """A parser with all options."""
    made = ArgParser()
    add_server_options(made)
    add_cluster_options(made)
    add_experiment_options(made)
    return made


def parse_arguments(logger: logging.Logger = _logger) -> Any:
    """The arguments of the script, from its options, variables and hera.config files. Ends the script without a server."""
    args = define_parser(logger).parse_args()
    verify_args(args)
    return args


def verify_args(args: Any) -> None:
    """Ends the script with exit code 1 when no server can be found, or its address cannot be one."""
    args.argo_server = str(client_of(args).connection.address)


class k8s_cluster:
    """The cluster as a caller of the gateway sees it."""

    def __init__(self, args: Any) -> None:
        self._client = client_of(args)
        self.namespace: str = getattr(args, "argo_namespace", None) or ""

    @property
    def client(self) -> Client:
        """The client that asks."""
        return self._client

    @property
    def v1(self) -> Any:
        """Absent: the gateway gives no access to the Kubernetes API."""
        stop(
            "k8s_cluster.v1 is not there: the gateway needs no access to Kubernetes.",
            "Use the package kubernetes for it.",
        )

    def print_config(self) -> None:
        """Prints where workflows go."""
        print("K8s cluster server related variables:")
        print("    Gateway = ", self._client.connection.address)
        print("    Namespace = ", self.namespace)

    def assert_cluster(self) -> bool:
        """Asserts that the cluster and Argo can be reached through the gateway."""
        try:
            found = self._client.check()
        except TiphysError as error:
            stop(error.detail, error.hint)
        for check in found.checks:
            if not check.passed:
                stop(f"{check.check}: {check.message}", "Tell the operator of the gateway.")
        return True

    def assert_namespace(self) -> bool:
        """Asserts that workflows may be sent to the namespace."""
        return self._assert({}, "submission-right", "namespace-served")

    def assert_volume_claim(self, k8s_volume_claim_name: str) -> bool:
        """Asserts that the claim exists and can be used; it is read by its name alone."""
        volume = {"name": "checked", "persistentVolumeClaim": {"claimName": k8s_volume_claim_name}}
        mount = {"volumeMounts": [{"name": "checked", "mountPath": "/checked"}]}
        return self._assert(mount, "claim-usable", "namespace-served", volumes=[volume])

    def assert_configmap(self, k8s_configmap_name: str) -> bool:
        """Asserts that the config map exists; it is read by its name alone."""
        return self._assert(
            {"envFrom": [{"configMapRef": {"name": k8s_configmap_name}}]}, "config-map-exists", "namespace-served"
        )

    def _assert(self, container: dict[str, Any], *rules: str, **spec: Any) -> bool:
        template = {"name": "main", "container": {"image": "busybox:1.37", "command": ["true"], **container}}
        document = {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "Workflow",
            "metadata": {"generateName": "checked-"},
            "spec": {"entrypoint": "main", "templates": [template], **spec},
        }
        try:
            found = self._client.preflight(document, namespace=self.namespace or None)
        except TiphysError as error:
            stop(error.detail, error.hint)
        for one in found.findings:
            if one.rule in rules and one.severity == "ERROR":
                stop(one.message, one.hint or "Ask the administrator of the namespace for it.")
            if one.rule in rules and one.severity == "UNCHECKED":
                print(f"hera_utils: not checked: {one.message}", file=sys.stderr)
        return True


class argo_server:
    """The server that Hera sends workflows to. Takes a cluster and the arguments, or the arguments alone."""

    def __init__(self, *cluster_and_args: Any) -> None:
        args = cluster_and_args[-1]
        self._client = client_of(args)
        self.server = str(self._client.connection.address)
        self.service_account = getattr(args, "argo_service_account", None) or ""
        self.namespace = getattr(args, "argo_namespace", None) or ""
        if len(cluster_and_args) == 1:
            self.define_argo_server_part_of_environment()

    def define_argo_server_part_of_environment(self) -> None:
        """Fills Hera's global configuration: address, token (which renews itself), namespace and service account."""
        try:
            use(self._client)
        except TiphysError as error:
            stop(error.detail, error.hint)
        from hera.shared import global_config

        if self.service_account:
            global_config.service_account_name = self.service_account

    def print_config(self) -> None:
        """Prints Hera's configuration, without the token."""
        print("Argo server related variables used by Hera to submit workflows:")
        print("    host = ", self.server)
        print("    Namespace = ", self.namespace)
        print("    Service account = ", self.service_account)
        print("    Token = ", "<found>" if self._client.config.tokens else "<none>")


class Struct:
    """Values by name, which can be printed as JSON."""

    def toJSON(self) -> str:  # noqa: N802
        """All values as JSON."""
        return json.dumps(self, default=lambda one: getattr(one, "__dict__", str(one)), sort_keys=True, indent=4)


class num_exp_environment(Struct):
    """The environment of a numerical experiment; ``cluster`` and what a script adds are its values."""

    __slots__ = ("_k8s",)

    def __init__(self, args: argparse.Namespace, verbose: bool = False) -> None:
        self._k8s = k8s_cluster(args)
        self._k8s.assert_cluster()
        server = argo_server(args)
        if verbose:
            self._k8s.print_config()
            server.print_config()
        self.cluster = types.SimpleNamespace(docker_registry="")

    @property
    def k8s(self) -> k8s_cluster:
        """The cluster; not among the values."""
        return self._k8s

    def print_config(self) -> None:
        """Prints the values."""
        print("Environment of numerical experiment (at Python level):")
        print(self.toJSON())


def _hera_version() -> str:
    from importlib.metadata import version

    return version("hera")


def print_version() -> None:
    """Prints the version of Hera."""
    print("Installed Hera version: ", _hera_version())


def check_version(version_to_check: str) -> bool:
    """Whether Hera has this version."""
    return version_to_check == _hera_version()


def assert_version(version_to_check: str) -> bool:
    """Ends the script with exit code 1 unless Hera has this version."""
    if not check_version(version_to_check):
        stop(f"Hera has version {_hera_version()}, and the script needs {version_to_check}.", "Install that version.")
    return True


def clear_workflow_template(cluster: Any, workflow_template_name: str) -> None:
    """Deletes a workflow template when there is one of this name."""
    from hera.exceptions import NotFound
    from hera.workflows import WorkflowsService

    service = WorkflowsService()
    try:
        service.delete_workflow_template(workflow_template_name, namespace=service.namespace)
    except NotFound:
        return


__all__ = [
    "Struct",
    "argo_server",
    "assert_version",
    "check_version",
    "clear_workflow_template",
    "define_parser",
    "k8s_cluster",
    "num_exp_environment",
    "parse_arguments",
    "parser",
    "print_version",
    "verify_args",
]
