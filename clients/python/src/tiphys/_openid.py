"""What a sign-in asks of an OpenID Connect issuer: its discovery document, and tokens (RFC 6749, 7636, 8628)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tiphys.errors import ConfigurationError

_TIMEOUT_SECONDS = 20
_LARGEST_BYTES = 512 * 1024
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Refused(Exception):
    """An error of the issuer (RFC 6749, section 5.2): `code`, for example ``authorization_pending``."""

    def __init__(self, code: str, description: str) -> None:
        self.code = code
        self.description = description
        super().__init__(f"{code}: {description}" if description else code)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token request that is redirected would show its contents elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Issuer:
    """An issuer with the addresses of its discovery document. Makes requests to https addresses, or on this machine, alone."""

    name: str
    endpoints: Mapping[str, str]
    ca_file: str | None = None

    @classmethod
    def discover(cls, name: str, ca_file: str | None = None) -> Issuer:
        """Reads the discovery document. Raises ConfigurationError when it is not there, or of another issuer."""
        _require_safe(name)
        address = name.rstrip("/") + "/.well-known/openid-configuration"
        try:
            document = _exchange(urllib.request.Request(address), ca_file)
        except Refused as error:
            raise ConfigurationError(
                f"{address} is not the document of an issuer ({error}).", "Correct the issuer."
            ) from None
        if document.get("issuer") != name:
            raise ConfigurationError(
                f"The document at {address} is of another issuer: {document.get('issuer')}.",
                "Give the issuer exactly as it names itself, with or without the slash at its end.",
            )
        endpoints = {
            key: value for key, value in document.items() if key.endswith("_endpoint") and isinstance(value, str)
        }
        return cls(name, endpoints, ca_file)

    def endpoint(self, name: str) -> str:
        """An address of the discovery document. Raises ConfigurationError when the issuer has none of this name."""
        address = self.endpoints.get(f"{name}_endpoint", "")
        if not address:
            raise ConfigurationError(f"The issuer {self.name} has no {name} endpoint.", "Use another way to sign in.")
        _require_safe(address)
        return address

    def post(self, endpoint: str, fields: Mapping[str, str]) -> dict[str, Any]:
        """Sends a form. Raises Refused with the issuer's error, and ConfigurationError when it cannot be reached."""
        body = urllib.parse.urlencode(fields).encode()
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        return _exchange(urllib.request.Request(self.endpoint(endpoint), body, headers), self.ca_file)


def challenge() -> tuple[str, str]:
    """A verifier of PKCE and its challenge, method S256 (RFC 7636)."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _require_safe(address: str) -> None:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return
    raise ConfigurationError(f"'{address}' is no https address.", "Tokens are sent over TLS alone: use https.")


def _exchange(request: urllib.request.Request, ca_file: str | None) -> dict[str, Any]:
    context = ssl.create_default_context(cafile=ca_file)
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            return _json(answer.read(_LARGEST_BYTES + 1))
    except urllib.error.HTTPError as error:
        with error:
            refusal = _json(error.read(_LARGEST_BYTES), strict=False)
        code = str(refusal.get("error") or f"status {error.code}")
        raise Refused(code, str(refusal.get("error_description") or "")) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", None) or type(error).__name__
        host = urllib.parse.urlsplit(request.full_url).netloc
        raise ConfigurationError(
            f"The issuer at {host} cannot be reached ({why}).",
            "Check the issuer's address, its certificate and the network.",
        ) from None


def _json(body: bytes, strict: bool = True) -> dict[str, Any]:
    try:
        content = json.loads(body) if len(body) <= _LARGEST_BYTES else None
    except ValueError:
        content = None
    if isinstance(content, dict):
        return content
    if strict:
        raise Refused("invalid_response", "the answer is no JSON object")
    return {}
