"""The user's own contexts: named gateways in one file that only the user may read.

The file is ``$TIPHYS_CONFIG`` or ``tiphys/config.ini`` in the user's configuration directory::

    [tiphys]
    current-context = lab

    [context lab]
    url = https://tiphys.example.org
    token-file = ~/lab.token
    namespace = climate
"""

from __future__ import annotations

import configparser
import io
import os
from collections.abc import Mapping
from pathlib import Path

from tiphys._argo_block import parse_block
from tiphys._secret import Secret
from tiphys._sources import SETTINGS, Level, read_ini
from tiphys.errors import ConfigurationError

_KEYRING_SERVICE = "tiphys"


def contexts_file(variables: Mapping[str, str] | None = None) -> Path:
    """Where the contexts are kept."""
    variables = os.environ if variables is None else variables
    if variables.get("TIPHYS_CONFIG"):
        return Path(variables["TIPHYS_CONFIG"]).expanduser()
    base = variables.get("APPDATA") if os.name == "nt" else variables.get("XDG_CONFIG_HOME")
    return Path(base or "~/.config").expanduser() / "tiphys" / "config.ini"


def context_names(variables: Mapping[str, str] | None = None) -> tuple[list[str], str]:
    """The names of all contexts, and the current one or an empty text."""
    path = contexts_file(variables)
    content = read_ini(path) if path.is_file() else configparser.ConfigParser()
    names = [section.split(None, 1)[1] for section in content.sections() if section.startswith("context ")]
    return names, content.get("tiphys", "current-context", fallback="")


def from_context(variables: Mapping[str, str], chosen: str | None) -> Level:
    """What the chosen context says, or else the current one. Its token is meant for its own address alone."""
    level = Level()
    path = contexts_file(variables)
    if not path.is_file():
        if chosen:
            raise ConfigurationError(
                f"There is no context '{chosen}': {path} does not exist.", "Run: tiphys config import -"
            )
        return level
    if "token" in path.read_text():
        refuse_open_file(path)
    content = read_ini(path)
    name = chosen or content.get("tiphys", "current-context", fallback="")
    if not name:
        return level
    if not content.has_section(f"context {name}"):
        known = ", ".join(context_names(variables)[0]) or "none"
        raise ConfigurationError(f"There is no context '{name}' in {path}.", f"Known contexts: {known}.")
    for key, value in content[f"context {name}"].items():
        if key.replace("-", "_") in SETTINGS:
            level.put(key.replace("-", "_"), value, f"context '{name}' in {path}")
    return level


def refuse_open_file(path: Path) -> None:
    """Raises ConfigurationError when others may read a file that holds a token."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ConfigurationError(f"Others may read {path}, which holds a token.", f"Run: chmod 600 {path}")


def from_keyring(name: str) -> Level:
    """The token that the keyring holds for an address, when the package keyring is there."""
    level = Level()
    try:
        import keyring
    except ImportError:
        return level
    try:
        level.put("token", keyring.get_password(_KEYRING_SERVICE, name), f"keyring entry tiphys/{name}")
    except Exception:
        return level  # a machine without a keyring is no fault
    return level


def save_context(
    name: str, values: Mapping[str, str], variables: Mapping[str, str] | None = None, use: bool = True
) -> Path:
    """Writes a context, in place of one of the same name, and makes it the current one. The file gets mode 0600."""
    if not name or any(character in name for character in "[]\n") or name != name.strip():
        raise ConfigurationError(f"'{name}' cannot be the name of a context.", "Use letters, digits and hyphens.")
    path = contexts_file(variables)
    content = read_ini(path) if path.is_file() else configparser.ConfigParser(interpolation=None)
    content[f"context {name}"] = {key.replace("_", "-"): value for key, value in values.items()}
    if use:
        _make_current(content, name)
    _write(path, content)
    return path


def use_context(name: str, variables: Mapping[str, str] | None = None) -> None:
    """Makes a context the current one."""
    if name not in context_names(variables)[0]:
        raise ConfigurationError(f"There is no context '{name}'.", "Run: tiphys config list")
    content = read_ini(contexts_file(variables))
    _make_current(content, name)
    _write(contexts_file(variables), content)


def _make_current(content: configparser.ConfigParser, name: str) -> None:
    if not content.has_section("tiphys"):
        content.add_section("tiphys")
    content["tiphys"]["current-context"] = name


def _write(path: Path, content: configparser.ConfigParser) -> None:
    text = io.StringIO()
    content.write(text)
    write_private(path, text.getvalue())


def write_private(path: Path, text: str) -> None:
    """Puts a file that only the user may read in the place of an earlier one, at once."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    unfinished.replace(path)


def import_block(
    text: str, name: str = "", variables: Mapping[str, str] | None = None
) -> tuple[str, dict[str, str | Secret]]:
    """Keeps the block that Argo's user page gives as a context; returns its name and what was understood, the token masked.

    Raises ConfigurationError when the block names no server.
    """
    from tiphys._addresses import parse_address
    from tiphys._tokens import clean_token

    block = parse_block(text)
    server = block.get("ARGO_SERVER") or block.get("TIPHYS_URL")
    if not server:
        raise ConfigurationError("The pasted text sets no ARGO_SERVER.", "Copy the whole block of Argo's user page.")
    secure = {"true": True, "false": False}.get(block.get("ARGO_SECURE", "").lower())
    address = parse_address(server, secure=secure, prefix=block.get("ARGO_BASE_HREF", ""))
    values = {"url": str(address)}
    token = block.get("ARGO_TOKEN") or block.get("TIPHYS_TOKEN")
    if token:
        values["token"] = clean_token(token).reveal()
    if block.get("ARGO_NAMESPACE"):
        values["namespace"] = block["ARGO_NAMESPACE"]
    if block.get("ARGO_INSECURE_SKIP_VERIFY", "").lower() == "true":
        values["verify"] = "false"
    chosen = name or address.host
    save_context(chosen, values, variables)
    return chosen, {key: Secret(value) if key == "token" else value for key, value in values.items()}
