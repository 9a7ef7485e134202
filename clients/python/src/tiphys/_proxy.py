"""Decides about the proxy once for both transports. NO_PROXY is honoured, in the ways that people write it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from tiphys._addresses import Address
from tiphys.errors import ConfigurationError


def choose_proxy(address: Address, given: str | None, variables: Mapping[str, str]) -> str | None:
    """The proxy's URL or None. `given` is a URL, or ``none`` for no proxy whatever the variables say."""
    if given is not None:
        return None if given.lower() in ("none", "false", "") else _checked(given)
    names = (f"{address.scheme}_proxy", "all_proxy")
    found = next(
        (value for name in names for value in (variables.get(name), variables.get(name.upper())) if value), None
    )
    if found is None or address.loopback:
        return None
    exceptions = variables.get("no_proxy") or variables.get("NO_PROXY") or ""
    return None if _excepted(address, exceptions) else _checked(found)


def _checked(proxy: str) -> str:
    url = proxy if "://" in proxy else f"http://{proxy}"
    if not url.startswith("http://"):
        raise ConfigurationError("The proxy is not an http:// proxy.", "Give proxy='http://host:port', or proxy=False.")
    return url


def _excepted(address: Address, exceptions: str) -> bool:
    return any(_matches(address, entry.strip().lower()) for entry in exceptions.split(",") if entry.strip())


def _matches(address: Address, entry: str) -> bool:
    if entry == "*" or entry == address.authority:
        return True
    if "/" in entry:
        try:
            return ipaddress.ip_address(address.host) in ipaddress.ip_network(entry, strict=False)
        except ValueError:
            return False
    host, _, port = entry.rpartition(":") if entry.count(":") == 1 else (entry, "", "")
    if port and port != str(address.port):
        return False
    domain = host.removeprefix("*").strip("[]").lstrip(".")
    return address.host == domain or address.host.endswith(f".{domain}")
