"""Reads the address of a gateway as people and Argo's user page write it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from tiphys.errors import ConfigurationError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """Where a gateway is. `prefix` is empty or begins with a slash and does not end with one."""

    scheme: str
    host: str
    port: int
    prefix: str = ""

    @property
    def secure(self) -> bool:
        """Whether TLS is spoken."""
        return self.scheme == "https"

    @property
    def loopback(self) -> bool:
        """Whether the host is this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost" or self.host.endswith(".localhost")

    @property
    def authority(self) -> str:
        """Host and port, IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def __str__(self) -> str:
        default = _PORTS[self.scheme] == self.port
        authority = self.authority.rsplit(":", 1)[0] if default else self.authority
        return f"{self.scheme}://{authority}{self.prefix}"


def parse_address(text: str, *, secure: bool | None = None, prefix: str = "") -> Address:
    """Reads `text`: a URL, or host and port. Without a scheme it is https unless `secure` is False, as Argo has it.

    `prefix` is added as a path (ARGO_BASE_HREF). Raises ConfigurationError for what cannot be an address; a scheme that
    contradicts `secure` is refused and never changed silently.
    """
    cleaned = text.strip().strip("'\"").strip()
    if not cleaned:
        raise ConfigurationError("The address of the gateway is empty.", "Give for example https://tiphys.example.org.")
    if any(character.isspace() for character in cleaned):
        raise ConfigurationError(f"The address '{cleaned}' has a space in it.", "Give one address without spaces.")
    scheme, rest = _split_scheme(cleaned, secure)
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ConfigurationError(
            f"The address '{_shown(rest)}' has no valid host or port.", "Write host:port."
        ) from None
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(
            "The address has a user or password in it.", "Remove it, and give the token as token=."
        )
    if parts.query or parts.fragment or not host or parts.netloc.endswith(":"):
        raise ConfigurationError(
            f"The address '{cleaned}' is not one of a gateway.", "Give scheme, host and port alone."
        )
    return Address(scheme, host, port if port is not None else _PORTS[scheme], _join(parts.path, prefix))


def _shown(rest: str) -> str:
    return rest.rsplit("@", 1)[-1]


def _split_scheme(text: str, secure: bool | None) -> tuple[str, str]:
    scheme, separator, rest = text.partition("://")
    if not separator:
        return ("http" if secure is False else "https"), text
    scheme = scheme.lower()
    if scheme not in _PORTS:
        raise ConfigurationError(f"The scheme '{scheme}' is not known.", "Write http:// or https://.")
    if secure is not None and secure != (scheme == "https"):
        raise ConfigurationError(
            f"The address says {scheme}:// and the setting 'secure' (ARGO_SECURE) says {str(secure).lower()}.",
            "Correct one of the two; this client does not guess.",
        )
    return scheme, rest


def _join(path: str, prefix: str) -> str:
    parts = [part for part in f"{path}/{prefix}".split("/") if part]
    return "/" + "/".join(parts) if parts else ""
