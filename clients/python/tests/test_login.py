"""Signing in at an issuer: a real HTTP server that plays the issuer of RFC 6749, 7636 and 8628."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import os
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tiphys import _signin, session
from tiphys._openid import Issuer
from tiphys.cli import main
from tiphys.config import resolve
from tiphys.errors import ConfigurationError

GATEWAY = "http://127.0.0.1:8080"


class FakeIssuer:
    """Its answers to token requests are taken from `answers` first, then made from `lifetime`."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.lifetime = 300
        self.number = 0
        self.name_in_document = ""
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = issuer.name_in_document or issuer.name
                ends = ("authorization", "token", "device_authorization", "revocation")
                document = {"issuer": name, **{f"{one}_endpoint": f"{issuer.name}/{one}" for one in ends}}
                self._send(200, document)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fields = dict(urllib.parse.parse_qsl(body))
                issuer.requests.append((self.path, fields))
                self._send(*issuer.answer(self.path))

            def _send(self, status: int, content: dict[str, Any]) -> None:
                text = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.name = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[int, dict[str, Any]]:
        if path == "/device_authorization":
            return 200, {
                "device_code": "device-7",
                "user_code": "ABCD-EFGH",
                "verification_uri": f"{self.name}/device",
                "interval": 1,
                "expires_in": 60,
            }
        if path == "/revocation":
            return 200, {}
        if self.answers:
            return self.answers.pop(0)
        self.number += 1
        return 200, {
            "access_token": f"access-{self.number}",
            "id_token": f"id-{self.number}",
            "refresh_token": f"refresh-{self.number}",
            "expires_in": self.lifetime,
        }

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    fake = FakeIssuer()
    yield fake
    fake.close()


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPHYS_CONFIG", str(tmp_path / "config.ini"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for name in ("TIPHYS_URL", "TIPHYS_TOKEN", "TIPHYS_TOKEN_FILE", "ARGO_SERVER", "ARGO_TOKEN", "KUBECONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_device_waits_until_the_code_is_confirmed(issuer: FakeIssuer) -> None:
    issuer.answers = [(400, {"error": "authorization_pending"}), (400, {"error": "slow_down"})]
    said: list[str] = []
    slept: list[float] = []
    answer = _signin.by_device(Issuer.discover(issuer.name), "cli", "openid", said.append, slept.append)
    assert answer["access_token"] == "access-1"
    assert "ABCD-EFGH" in said[0]
    assert slept == [1, 1, 6]
    assert issuer.requests[-1][1]["device_code"] == "device-7"
    asked, verifier = issuer.requests[0][1], issuer.requests[-1][1]["code_verifier"]
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (digest, "S256")


@pytest.mark.parametrize(
    ("code", "hint"), [("access_denied", "refused"), ("expired_token", "too late"), ("invalid_client", "public")]
)
def test_device_says_why_the_issuer_refused(issuer: FakeIssuer, code: str, hint: str) -> None:
    issuer.answers = [(400, {"error": code, "error_description": "no"})]
    with pytest.raises(ConfigurationError, match=code) as raised:
        _signin.by_device(Issuer.discover(issuer.name), "cli", "openid", lambda _: None, lambda _: None)
    assert hint in raised.value.hint


def test_device_gives_up_when_nobody_confirms(issuer: FakeIssuer) -> None:
    issuer.answers = [(400, {"error": "authorization_pending"})] * 100
    with pytest.raises(ConfigurationError, match="Nobody confirmed"):
        _signin.by_device(Issuer.discover(issuer.name), "cli", "openid", lambda _: None, lambda _: None)


def test_browser_proves_that_it_asked(issuer: FakeIssuer) -> None:
    asked: dict[str, str] = {}

    def browser(page: str) -> bool:
        asked.update(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        answer = urllib.parse.urlencode({"code": "code-5", "state": asked["state"]})
        urllib.request.urlopen(f"{asked['redirect_uri']}?{answer}").read()
        return True

    answer = _signin.by_browser(Issuer.discover(issuer.name), "cli", "openid", lambda _: None, browser)
    assert answer["access_token"] == "access-1"
    sent = issuer.requests[-1][1]
    assert sent["code"] == "code-5"
    digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")


def test_browser_takes_no_answer_that_it_did_not_ask_for(issuer: FakeIssuer) -> None:
    statuses: list[int] = []

    def forger(page: str) -> bool:
        redirect = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))["redirect_uri"]
        try:
            urllib.request.urlopen(f"{redirect}?code=forged&state=guessed")
        except urllib.error.HTTPError as error:
            statuses.append(error.code)
        return True

    with pytest.raises(ConfigurationError, match="Nobody signed in"):
        _signin.by_browser(Issuer.discover(issuer.name), "cli", "openid", lambda _: None, forger, timeout=0.2)
    assert statuses == [404]
    assert issuer.requests == []


def test_login_keeps_a_session_that_only_the_user_reads(
    issuer: FakeIssuer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    assert main(["login", "--device", "--url", GATEWAY, "--issuer", issuer.name, "--client-id", "cli"]) == 0
    shown = capsys.readouterr()
    assert "ABCD-EFGH" in shown.err
    assert "access-1" not in shown.out + shown.err
    (kept,) = (tmp_path / "sessions").iterdir()
    assert os.name != "posix" or kept.stat().st_mode & 0o077 == 0
    config = resolve({"url": GATEWAY})
    assert config.tokens is not None
    assert config.tokens.token().reveal() == "access-1"
    assert "the session of 'tiphys login'" in repr(config)
    assert "access-1" not in repr(config) + repr(session.load(GATEWAY))
    assert resolve({"url": "http://127.0.0.1:9999"}).tokens is None
    assert main(["logout", "--url", GATEWAY]) == 0
    assert issuer.requests[-1] == ("/revocation", {"token": "refresh-1", "client_id": "cli"})
    assert resolve({"url": GATEWAY}).tokens is None


def test_token_is_renewed_ahead_of_its_end(issuer: FakeIssuer) -> None:
    issuer.lifetime = 30
    found = Issuer.discover(issuer.name)
    session.save(GATEWAY, session.Session.of(found, "cli", "access", issuer.answer("/token")[1]))
    issuer.lifetime = 300
    tokens = session.SessionToken(GATEWAY)
    assert tokens.token().reveal() == "access-2"
    assert tokens.token().reveal() == "access-2"
    assert [fields["refresh_token"] for _, fields in issuer.requests] == ["refresh-1"]
    kept = session.load(GATEWAY)
    assert kept is not None
    assert kept.refresh_token == "refresh-2"


def test_refused_token_is_renewed_once(issuer: FakeIssuer) -> None:
    session.save(GATEWAY, session.Session.of(Issuer.discover(issuer.name), "cli", "id", issuer.answer("/token")[1]))
    tokens = session.SessionToken(GATEWAY)
    assert tokens.token().reveal() == "id-1"
    assert tokens.renew()
    assert tokens.token().reveal() == "id-2"


def test_session_that_the_issuer_has_ended_asks_for_a_sign_in(issuer: FakeIssuer) -> None:
    issuer.lifetime = 30
    session.save(GATEWAY, session.Session.of(Issuer.discover(issuer.name), "cli", "access", issuer.answer("/token")[1]))
    issuer.answers = [(400, {"error": "invalid_grant", "error_description": "Session not active"})]
    with pytest.raises(ConfigurationError, match="Session not active") as raised:
        session.SessionToken(GATEWAY).token()
    assert raised.value.hint == "Run: tiphys login"
    assert "refresh-1" not in str(raised.value)


def test_threads_renew_a_token_once(issuer: FakeIssuer) -> None:
    issuer.lifetime = 30
    session.save(GATEWAY, session.Session.of(Issuer.discover(issuer.name), "cli", "access", issuer.answer("/token")[1]))
    issuer.lifetime = 300
    tokens = session.SessionToken(GATEWAY)
    seen: list[str] = []
    threads = [threading.Thread(target=lambda: seen.append(tokens.token().reveal())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {"access-2"}
    assert len(issuer.requests) == 1


@pytest.mark.parametrize("address", ["http://issuer.example", "ftp://issuer.example", "issuer.example"])
def test_issuer_without_tls_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="no https address"):
        Issuer.discover(address)


def test_document_of_another_issuer_is_refused(issuer: FakeIssuer) -> None:
    issuer.name_in_document = "https://other.example"
    with pytest.raises(ConfigurationError, match="of another issuer"):
        Issuer.discover(issuer.name)


def test_absent_issuer_is_named(issuer: FakeIssuer) -> None:
    with pytest.raises(ConfigurationError, match="cannot be reached"):
        Issuer.discover("http://127.0.0.1:9")


def test_login_without_an_issuer_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["login", "--url", GATEWAY]) == 2
    assert "--issuer" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_session_that_others_may_read_is_refused(issuer: FakeIssuer, tmp_path: Path) -> None:
    session.save(GATEWAY, session.Session.of(Issuer.discover(issuer.name), "cli", "access", issuer.answer("/token")[1]))
    (kept,) = (tmp_path / "sessions").iterdir()
    kept.chmod(0o644)
    with pytest.raises(ConfigurationError, match="Others may read"):
        session.load(GATEWAY)
