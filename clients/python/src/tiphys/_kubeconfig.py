"""Takes a token and a namespace from a kubeconfig file, exec plugins included."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tiphys._secret import Secret
from tiphys._times import parse_time
from tiphys._tokens import FileToken, clean_token
from tiphys.errors import ConfigurationError

_EXEC_SECONDS = 60
_EARLY = dt.timedelta(seconds=30)


class Kubeconfig:
    """The current context of a kubeconfig. Client certificates cannot be used: the gateway takes tokens alone."""

    def __init__(self, path: Path, context: str | None = None) -> None:
        self.path = path
        content = _read(path)
        name = context or content.get("current-context") or ""
        chosen = _named(content, "contexts", name).get("context") or {}
        self.namespace: str | None = chosen.get("namespace")
        self._user: Mapping[str, Any] = _named(content, "users", chosen.get("user") or "").get("user") or {}
        self._lock = threading.Lock()
        self._cached: tuple[Secret, dt.datetime | None] | None = None
        file = self._user.get("tokenFile")
        self._file = FileToken(path.parent / file) if file else None

    def token(self) -> Secret:
        if self._file is not None:
            return self._file.token()
        if self._user.get("token"):
            return clean_token(str(self._user["token"]))
        if self._user.get("exec"):
            return self._from_plugin(self._user["exec"])
        raise ConfigurationError(
            f"The user of the current context of {self.path} has no token, token file or exec plugin.",
            "Get a token with 'kubectl create token ACCOUNT', and give it as TIPHYS_TOKEN.",
        )

    def renew(self) -> bool:
        with self._lock:
            self._cached = None
        return bool(self._file or self._user.get("exec"))

    def _from_plugin(self, plugin: Mapping[str, Any]) -> Secret:
        with self._lock:
            now = dt.datetime.now(dt.timezone.utc)
            if self._cached and (self._cached[1] is None or self._cached[1] - _EARLY > now):
                return self._cached[0]
            self._cached = _run(plugin, self.path.parent)
            return self._cached[0]


def _run(plugin: Mapping[str, Any], directory: Path) -> tuple[Secret, dt.datetime | None]:
    command = str(plugin.get("command", ""))
    if os.sep in command and not os.path.isabs(command):
        command = str(directory / command)
    environment = {**os.environ, **{str(one["name"]): str(one["value"]) for one in plugin.get("env") or []}}
    request = {"apiVersion": plugin.get("apiVersion"), "kind": "ExecCredential", "spec": {"interactive": False}}
    environment["KUBERNETES_EXEC_INFO"] = json.dumps(request)
    words = [command, *map(str, plugin.get("args") or [])]
    try:
        done = subprocess.run(words, env=environment, capture_output=True, timeout=_EXEC_SECONDS, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _plugin_failed(command, type(error).__name__) from None
    status = answer.get("status") or {}
    if not status.get("token"):
        raise _plugin_failed(command, f"exit code {done.returncode}, no token")
    return clean_token(status["token"]), parse_time(status.get("expirationTimestamp"))


def _plugin_failed(command: str, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"The exec plugin '{command}' of the kubeconfig gave no token ({why}).",
        f"Run '{Path(command).name}' by hand, log in if it asks for it, and try again.",
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The kubeconfig {path} cannot be read: {type(error).__name__}.", "Correct KUBECONFIG."
        ) from None
    try:
        content = json.loads(text)
    except ValueError:
        from tiphys._yaml import load_yaml

        content = load_yaml(text, f"the kubeconfig {path}")
    if not isinstance(content, Mapping):
        raise ConfigurationError(f"{path} is not a kubeconfig.", "Correct KUBECONFIG.")
    return content


def _named(content: Mapping[str, Any], section: str, name: str) -> Mapping[str, Any]:
    for one in content.get(section) or []:
        if one.get("name") == name:
            return one  # type: ignore[no-any-return]
    return {}
