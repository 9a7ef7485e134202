"""The two ways in which a person signs in: a code for another device, and a browser on this machine."""

from __future__ import annotations

import http.server
import secrets
import threading
import time
import urllib.parse
import webbrowser
from collections.abc import Callable
from typing import Any

from tiphys._openid import Issuer, Refused, challenge
from tiphys.errors import ConfigurationError

_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_SLOWER_SECONDS = 5.0
_LONGEST_SECONDS = 600.0
_PAGE = b"<!doctype html><title>Tiphys</title><p>You are signed in. Close this page and return to the terminal."


def by_device(
    issuer: Issuer, client_id: str, scope: str, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep
) -> dict[str, Any]:
    """Shows an address and a code, and waits until they were used on any device (RFC 8628).

    Sends a challenge (PKCE) too: an issuer may require it of a client for each way, and others ignore it (RFC 6749, 3.1).
    """
    verifier, challenged = challenge()
    asked = {"client_id": client_id, "scope": scope, "code_challenge": challenged, "code_challenge_method": "S256"}
    begun = _answered(issuer, "device_authorization", asked)
    address = str(begun.get("verification_uri_complete") or begun.get("verification_uri") or "")
    say(f"Open {address} on any device, and confirm the code {begun.get('user_code', '')}.")
    interval = float(begun.get("interval") or 5)
    left = min(float(begun.get("expires_in") or _LONGEST_SECONDS), _LONGEST_SECONDS)
    fields = {"grant_type": _DEVICE_GRANT, "device_code": str(begun.get("device_code", "")), "client_id": client_id}
    fields["code_verifier"] = verifier
    while left > 0:
        sleep(interval)
        left -= interval
        try:
            return issuer.post("token", fields)
        except Refused as error:
            if error.code == "slow_down":
                interval += _SLOWER_SECONDS
            elif error.code != "authorization_pending":
                raise _failed(error) from None
    raise ConfigurationError("Nobody confirmed the code in time.", "Run: tiphys login")


def by_browser(
    issuer: Issuer,
    client_id: str,
    scope: str,
    say: Callable[[str], None],
    open_page: Callable[[str], bool] = webbrowser.open,
    timeout: float = _LONGEST_SECONDS,
) -> dict[str, Any]:
    """Opens the issuer's page, and takes its answer on a port of this machine (RFC 8252, PKCE of RFC 7636)."""
    verifier, challenged = challenge()
    with _Listener() as listener:
        asked = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": listener.address,
            "scope": scope,
            "state": listener.state,
            "code_challenge": challenged,
            "code_challenge_method": "S256",
        }
        page = issuer.endpoint("authorization")
        page += ("&" if "?" in page else "?") + urllib.parse.urlencode(asked)
        say(f"Sign in at {page}")
        open_page(page)
        code = listener.code(timeout)
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": listener.address,
            "client_id": client_id,
            "code_verifier": verifier,
        }
        return _answered(issuer, "token", fields)


def _answered(issuer: Issuer, endpoint: str, fields: dict[str, str]) -> dict[str, Any]:
    try:
        return issuer.post(endpoint, fields)
    except Refused as error:
        raise _failed(error) from None


def _failed(error: Refused) -> ConfigurationError:
    hints = {
        "access_denied": "You refused the sign-in on the issuer's page. Run: tiphys login",
        "expired_token": "The code was confirmed too late. Run: tiphys login",
        "invalid_client": "Ask the operator for the client id; the client must be public, without a secret.",
        "not_allowed": "If offline tokens are not allowed, sign in without them: tiphys login --scope openid",
        "unauthorized_client": "Ask the operator to allow this way of signing in for the client.",
    }
    return ConfigurationError(
        f"The issuer refused the sign-in: {error}.", hints.get(error.code, "Check issuer, client id and scope.")
    )


class _Listener:
    """A server on a free port of the loopback interface that takes one answer of the issuer."""

    def __init__(self) -> None:
        self.state = secrets.token_urlsafe(24)
        self._answer: dict[str, str] = {}
        self._came = threading.Event()
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
                ours = secrets.compare_digest(query.get("state", ""), listener.state)
                self.send_response(200 if ours else 404)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                if ours:
                    self.wfile.write(_PAGE)
                    listener._answer = query
                    listener._came.set()

            def log_message(self, *_: Any) -> None:
                """Writes nothing: a line would show the code."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> _Listener:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    def code(self, timeout: float) -> str:
        if not self._came.wait(timeout):
            raise ConfigurationError("Nobody signed in in time.", "Run: tiphys login --device")
        if self._answer.get("error"):
            raise _failed(Refused(self._answer["error"], self._answer.get("error_description", "")))
        return self._answer.get("code", "")
