"""The settings of a client, and where each one came from.

The first source that has a setting wins: argument, ``TIPHYS_*``, ``ARGO_*`` and ``KUBECONFIG``, the project's files
(``tiphys.ini``, ``hera.config``, ``pyproject.toml``), the user's contexts, the keyring, the session of
``tiphys login``, the pod's service account.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiphys import _sources, contexts
from tiphys._addresses import Address, parse_address
from tiphys._secret import Secret
from tiphys._tokens import FileToken, TokenSource, token_source
from tiphys.errors import ConfigurationError

_TRUE = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_SHOWN = (
    "url",
    "token",
    "environment",
    "namespace",
    "service_account",
    "ca_file",
    "verify",
    "proxy",
    "transport",
    "issuer",
    "client_id",
)


@dataclass(frozen=True)
class Setting:
    """A value, its origin, and the origins whose values it overrode. The value of a token is masked."""

    name: str
    value: str
    origin: str
    overrode: tuple[str, ...] = ()


class Explanation:
    """Each setting with its origin; prints as a table, in a notebook as HTML."""

    def __init__(self, settings: list[Setting], remarks: list[str]) -> None:
        self.settings = {one.name: one for one in settings}
        self.remarks = remarks

    def __repr__(self) -> str:
        rows = [(one.name, one.value, self._origin(one)) for one in self.settings.values()]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)] if rows else [0, 0]
        lines = [f"{name:<{widths[0]}}  {value:<{widths[1]}}  {origin}".rstrip() for name, value, origin in rows]
        return "\n".join([*lines, *(f"! {remark}" for remark in self.remarks)])

    @staticmethod
    def _origin(one: Setting) -> str:
        return one.origin + (f" (overrides {', '.join(one.overrode)})" if one.overrode else "")

    def _repr_html_(self) -> str:
        from html import escape

        cells = "".join(
            f"<tr><th>{escape(one.name)}</th><td>{escape(one.value)}</td><td>{escape(self._origin(one))}</td></tr>"
            for one in self.settings.values()
        )
        return f"<table>{cells}</table>" + "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)


class Config:
    """The settings of a client. Made by :func:`resolve`; holds no token as text."""

    def __init__(self, levels: list[_sources.Level]) -> None:
        self._levels = levels
        self.remarks = [remark for level in levels for remark in level.remarks]

    def _find(self, setting: str) -> tuple[Any, str]:
        for level in self._levels:
            if setting in level.values:
                return level.values[setting], level.origins[setting]
        return None, ""

    def get(self, setting: str) -> str | None:
        """A setting that is no secret, or None."""
        value = self._find(setting)[0]
        return None if value is None else str(value)

    @property
    def address(self) -> Address:
        """The gateway's address. Raises ConfigurationError when none is known."""
        value, origin = self._find("url")
        if value is None:
            raise ConfigurationError(
                "No address of a gateway is known.",
                "Give Client(url=...), set TIPHYS_URL, or paste Argo's block into 'tiphys config import -'.",
            )
        level = next(one for one in self._levels if "url" in one.values)
        secure = self._flag(level.values.get("secure"))
        try:
            return parse_address(str(value), secure=secure, prefix=str(level.values.get("prefix", "")))
        except ConfigurationError as error:
            raise ConfigurationError(f"{error.detail} It comes from {origin}.", error.hint) from None

    @property
    def tokens(self) -> TokenSource | None:
        """The source of the token; None when there is none. A token file beside a token of the same level loses."""
        for level in self._levels:
            if "token" in level.values:
                return token_source(level.values["token"])
            if "token_file" in level.values:
                return FileToken(level.values["token_file"])
        return None

    @property
    def verify(self) -> bool:
        """Whether the gateway's certificate is checked."""
        return self._flag(self._find("verify")[0]) is not False

    @staticmethod
    def _flag(value: Any) -> bool | None:
        return value if value is None or isinstance(value, bool) else _TRUE.get(str(value).lower())

    def explain(self) -> Explanation:
        """Each setting, its value (secrets masked), where it came from and what it overrode."""
        settings = []
        for name in _SHOWN:
            names = ("token", "token_file") if name == "token" else (name,)
            found = [(one, level) for level in self._levels for one in names if one in level.values]
            if found:
                first, level = found[0]
                shown = "***" if name == "token" else str(level.values[first])
                overrode = tuple(other.origins[one] for one, other in found[1:])
                settings.append(Setting(name, shown, level.origins[first], overrode))
        return Explanation(settings, self.remarks)

    def __repr__(self) -> str:
        return repr(self.explain())


def resolve(
    arguments: Mapping[str, Any] | None = None,
    *,
    context: str | None = None,
    variables: Mapping[str, str] | None = None,
    directory: Path | None = None,
) -> Config:
    """Reads all sources. A context's token is used only for the context's own address, never for another one."""
    variables = os.environ if variables is None else variables
    levels = [
        _sources.from_arguments(arguments or {}),
        _sources.from_tiphys_variables(variables),
        _sources.from_argo_variables(variables),
        _sources.from_project(directory or Path.cwd(), variables),
    ]
    chosen = context or variables.get("TIPHYS_CONTEXT")
    named = contexts.from_context(variables, chosen)
    if chosen:
        levels.insert(1, named)
    else:
        levels.append(named)
    _bind_token(levels, named)
    url = Config(levels).get("url")
    if url:
        levels.append(contexts.from_keyring(url))
        levels.append(_from_session(Config(levels), variables))
    levels.append(_sources.from_cluster(variables))
    return Config(levels)


def _from_session(config: Config, variables: Mapping[str, str]) -> _sources.Level:
    """The token of ``tiphys login`` for this address; the package is loaded only when there is a session."""
    from tiphys import session

    level = _sources.Level()
    try:
        address = str(config.address)
    except ConfigurationError:
        return level  # whoever needs the address gets the error
    if session.load(address, variables) is not None:
        level.put("token", session.SessionToken(address, variables), "the session of 'tiphys login'")
    return level


def _bind_token(levels: list[_sources.Level], named: _sources.Level) -> None:
    url = Config(levels).get("url")
    if url != named.values.get("url") and ({"token", "token_file"} & named.values.keys()):
        named.values = {key: value for key, value in named.values.items() if key not in ("token", "token_file")}
        named.remarks.append("The context's token is not used: the address comes from another source.")


__all__ = ["Config", "Explanation", "Secret", "Setting", "resolve"]
