"""The levels that settings come from, each as a mapping of setting names to raw texts with the place they came from."""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiphys._argo_block import parse_block
from tiphys._kubeconfig import Kubeconfig
from tiphys._secret import Secret
from tiphys._tokens import IN_CLUSTER_NAMESPACE, IN_CLUSTER_TOKEN, FileToken
from tiphys.errors import ConfigurationError

_TIPHYS = {
    "TIPHYS_URL": "url",
    "TIPHYS_TOKEN": "token",
    "TIPHYS_TOKEN_FILE": "token_file",
    "TIPHYS_NAMESPACE": "namespace",
    "TIPHYS_ENVIRONMENT": "environment",
    "TIPHYS_SERVICE_ACCOUNT": "service_account",
    "TIPHYS_CA_FILE": "ca_file",
    "TIPHYS_VERIFY": "verify",
    "TIPHYS_PROXY": "proxy",
    "TIPHYS_TRANSPORT": "transport",
    "TIPHYS_ISSUER": "issuer",
    "TIPHYS_CLIENT_ID": "client_id",
}
_ARGO = {
    "ARGO_SERVER": "url",
    "ARGO_TOKEN": "token",
    "ARGO_NAMESPACE": "namespace",
    "ARGO_SECURE": "secure",
    "ARGO_BASE_HREF": "prefix",
    "ARGO_SERVICE_ACCOUNT": "service_account",
}
_HERA_CONFIG = {
    "argo_server": "url",
    "argo_token": "token",
    "argo_namespace": "namespace",
    "argo_service_account": "service_account",
}
SETTINGS = tuple(dict.fromkeys((*_TIPHYS.values(), *_ARGO.values())))


@dataclass
class Level:
    """What one source says: values by setting, the place of each, and remarks for whoever asks why."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def put(self, setting: str, value: Any, origin: str) -> None:
        if value is not None and value != "":
            self.values[setting] = Secret(value) if setting == "token" and isinstance(value, str) else value
            self.origins[setting] = origin


def from_arguments(given: Mapping[str, Any]) -> Level:
    """What the caller gave as arguments."""
    level = Level()
    for name, value in given.items():
        level.put(name, value, f"argument {name}=")
    return level


def from_tiphys_variables(variables: Mapping[str, str]) -> Level:
    """The variables TIPHYS_*."""
    level = Level()
    for variable, setting in _TIPHYS.items():
        level.put(setting, variables.get(variable), f"variable {variable}")
    return level


def from_argo_variables(variables: Mapping[str, str]) -> Level:
    """The variables of Argo's own clients, and the token and namespace of KUBECONFIG behind them."""
    level = Level()
    for variable, setting in _ARGO.items():
        level.put(setting, variables.get(variable), f"variable {variable}")
    if variables.get("ARGO_INSECURE_SKIP_VERIFY", "").lower() in ("true", "1"):
        level.put("verify", "false", "variable ARGO_INSECURE_SKIP_VERIFY")
    if level.values.get("token") == Secret("Bearer"):
        level.remarks.append("ARGO_TOKEN is the word 'Bearer' alone: a shell cut it at the space. Put it in quotes.")
    _add_kubeconfig(level, variables.get("KUBECONFIG", ""))
    return level


def _add_kubeconfig(level: Level, value: str) -> None:
    first = value.split(os.pathsep)[0]
    if not first:
        return
    if first == os.devnull:
        level.remarks.append(f"KUBECONFIG={first} is passed over: Argo's user page sets it, and Tiphys needs none.")
        return
    origin = f"variable KUBECONFIG ({first})"
    try:
        kubeconfig = Kubeconfig(Path(first).expanduser())
    except ConfigurationError as error:
        level.remarks.append(f"KUBECONFIG is passed over: {error.detail}")
        return
    if "token" not in level.values:
        level.put("token", kubeconfig, origin)
    if "namespace" not in level.values:
        level.put("namespace", kubeconfig.namespace, origin)


def from_project(directory: Path, variables: Mapping[str, str]) -> Level:
    """The project's files, the first of which wins: tiphys.ini, hera.config, $ARGOCONFIG, ~/hera.config, pyproject.toml."""
    level = Level()
    own = directory / "tiphys.ini"
    if own.is_file():
        section = read_ini(own)
        _add_known(level, dict(section["tiphys"]) if section.has_section("tiphys") else {}, own)
    named = variables.get("ARGOCONFIG")
    if named and not Path(named).expanduser().is_file():
        level.remarks.append(f"ARGOCONFIG names {named}, which is not a file.")
    for path in (directory / "hera.config", Path(named or "hera.config").expanduser(), Path.home() / "hera.config"):
        if path.is_file():
            found = {_HERA_CONFIG.get(name, name): value for name, value in parse_block(path.read_text()).items()}
            _add_known(level, found, path)
    _add_known(level, _pyproject(directory / "pyproject.toml"), directory / "pyproject.toml")
    return level


def _add_known(level: Level, found: Mapping[str, Any], path: Path) -> None:
    for name, value in found.items():
        setting = name.replace("-", "_")
        if setting in SETTINGS and setting not in level.values:
            level.put(setting, str(value), f"file {path}")


def _pyproject(path: Path) -> Mapping[str, Any]:
    if not path.is_file() or sys.version_info < (3, 11):
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text()).get("tool", {}).get("tiphys", {})
    except (ValueError, OSError):
        return {}
    return table if isinstance(table, Mapping) else {}


def read_ini(path: Path) -> configparser.ConfigParser:
    """An INI file without interpolation. Raises ConfigurationError when it cannot be read."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text())
    except (configparser.Error, OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path} cannot be read: {type(error).__name__}.", "Correct or remove the file."
        ) from None
    return parser


def from_cluster(variables: Mapping[str, str]) -> Level:
    """The service account of the pod that this runs in."""
    level = Level()
    if variables.get("KUBERNETES_SERVICE_HOST") and IN_CLUSTER_TOKEN.is_file():
        level.put("token", FileToken(IN_CLUSTER_TOKEN), "the pod's service account")
        if IN_CLUSTER_NAMESPACE.is_file():
            level.put("namespace", IN_CLUSTER_NAMESPACE.read_text().strip(), "the pod's service account")
    return level
