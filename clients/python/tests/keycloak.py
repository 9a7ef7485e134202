"""A real Keycloak on this machine, with its data in memory, and a person who uses its pages as a browser does."""

from __future__ import annotations

import html.parser
import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
REALM = "laboratory"
CLIENT = "notebook"
_START_SECONDS = 300
_ADMIN = "admin-of-tests"
_MAPPERS = [
    ("audience", "oidc-audience-mapper", {"included.custom.audience": "tiphys"}),
    ("groups", "oidc-group-membership-mapper", {"claim.name": "groups", "full.path": "false"}),
]


def person(name: str, *roles: str) -> dict[str, Any]:
    """A person. The default roles of a realm allow offline tokens, with which a session lives on."""
    return {
        "username": name,
        "enabled": True,
        "email": f"{name}@example.org",
        "emailVerified": True,
        "firstName": name.title(),
        "lastName": "A",
        "groups": ["/staff"],
        "realmRoles": list(roles),
        "credentials": [{"type": "password", "value": f"{name}-password"}],
    }


def realm(name: str) -> dict[str, Any]:
    """A realm as docs/identities.md describes it: a public client for people, with both ways of signing in.

    It requires PKCE of the client, which Keycloak then demands of both ways.
    """
    client = {
        "clientId": CLIENT,
        "publicClient": True,
        "standardFlowEnabled": True,
        "redirectUris": ["http://127.0.0.1/*"],
        "attributes": {"oauth2.device.authorization.grant.enabled": "true", "pkce.code.challenge.method": "S256"},
        "protocolMappers": [
            {
                "name": mapper,
                "protocol": "openid-connect",
                "protocolMapper": kind,
                "config": {**config, "access.token.claim": "true"},
            }
            for mapper, kind, config in _MAPPERS
        ],
    }
    attributes = {"oauth2DevicePollingInterval": "1", "oauth2DeviceCodeLifespan": "300"}
    return {
        "realm": name,
        "enabled": True,
        "attributes": attributes,
        "groups": [{"name": "staff"}],
        "users": [person("alice", f"default-roles-{name}"), person("bob")],
        "clients": [client],
    }


class Keycloak:
    """The server. `home` is its directory, `java` that of the JDK, `log` the file of its output."""

    def __init__(self, home: Path, java: str, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.issuer = f"{self.url}/realms/{REALM}"
        variables = {
            **os.environ,
            "JAVA_HOME": java,
            "JAVA_OPTS_KC_HEAP": "-Xms64m -Xmx512m",
            "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1",
            "KC_BOOTSTRAP_ADMIN_USERNAME": _ADMIN,
            "KC_BOOTSTRAP_ADMIN_PASSWORD": _ADMIN,
        }
        command = [home / "bin/kc.sh", "start", "--optimized", "--cache=local", "--http-enabled=true"]
        command += ["--http-host=127.0.0.1", f"--http-port={port}", f"--hostname={self.url}"]
        with log.open("wb") as output:
            # A session of its own, because the script's end would leave the server, which is its child.
            self._process = subprocess.Popen(
                command, env=variables, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            self._await(log)
            self._create_realm()
        except BaseException:
            self.stop()
            raise

    def _await(self, log: Path) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/realms/master", timeout=5).close()
                return
            except OSError:
                assert self._process.poll() is None, log.read_text()[-2000:]
                assert time.monotonic() < deadline, log.read_text()[-2000:]
                time.sleep(0.2)

    def _create_realm(self) -> None:
        form = {"grant_type": "password", "client_id": "admin-cli", "username": _ADMIN, "password": _ADMIN}
        address = f"{self.url}/realms/master/protocol/openid-connect/token"
        with urllib.request.urlopen(address, urllib.parse.urlencode(form).encode(), timeout=60) as answer:
            token = json.load(answer)["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps(realm(REALM)).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/admin/realms", body, headers), timeout=60).close()

    def stop(self) -> None:
        """Ends the server at once."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class _Form(html.parser.HTMLParser):
    """The first form of a page: its address and its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "form" and not self.action:
            self.action, self._inside = found.get("action") or "", True
        elif tag == "input" and self._inside and found.get("type") == "hidden":
            self.fields[str(found.get("name"))] = found.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


class Person:
    """Somebody with a browser, who signs in where a page asks for it and answers the question for consent."""

    def __init__(self, name: str, consents: bool = True) -> None:
        self._name = name
        self._consents = consents
        # As browsers do, cookies for secure connections are sent to this machine too.
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
        jar = http.cookiejar.CookieJar(policy)
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def open(self, address: str) -> bool:
        """Goes through the pages from this address on until no form is left."""
        page, at = self._page(address)
        for _ in range(5):
            form = _Form(page)
            if not form.action:
                return True
            page, at = self._page(urllib.parse.urljoin(at, form.action), self._filled(page, form))
        raise AssertionError(f"There is no end of forms at {at}: {page[:500]}")

    def _filled(self, page: str, form: _Form) -> dict[str, str]:
        if 'name="password"' in page:
            return {**form.fields, "username": self._name, "password": f"{self._name}-password"}
        if 'name="accept"' in page:
            return {**form.fields, **({"accept": "Yes"} if self._consents else {"cancel": "No"})}
        raise AssertionError(f"This form is not known: {page[:2000]}")

    def _page(self, address: str, fields: dict[str, str] | None = None) -> tuple[str, str]:
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        try:
            with self._opener.open(address, body, timeout=60) as answer:
                return answer.read().decode(), answer.url
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode(), error.url
