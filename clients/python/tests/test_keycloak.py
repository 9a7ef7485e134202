"""Signing in at a real Keycloak, with a person in front of its pages. Skipped where ``tools/keycloak`` was never run."""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from keycloak import CLIENT, ROOT, Keycloak, Person

from tiphys import _signin, session
from tiphys._openid import Issuer
from tiphys.errors import ConfigurationError

pytestmark = pytest.mark.keycloak
GATEWAY = "http://127.0.0.1:8080"


@pytest.fixture(scope="module")
def keycloak(tmp_path_factory):
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = Path(os.environ.get("TIPHYS_CACHE") or caches / "tiphys")
    version = re.search(r"^version=(\S+)", (ROOT / "tools/keycloak").read_text(), re.MULTILINE).group(1)
    home = cache / f"keycloak-{version}"
    if not (home / ".ready").exists():
        pytest.skip("there is no Keycloak: tools/keycloak fetches it")
    java = subprocess.run(
        [ROOT / "tools/mvn", "--java-home"], capture_output=True, text=True, check=True
    ).stdout.strip()
    made = Keycloak(home, java, tmp_path_factory.mktemp("keycloak") / "log")
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def own_session(tmp_path, monkeypatch):
    monkeypatch.setenv("TIPHYS_CONFIG", str(tmp_path / "config.ini"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def login(keycloak, person, *options):
    """`tiphys login --device` in a process of its own; the person opens the page that it shows. Its exit code and output."""
    command = [sys.executable, "-m", "tiphys", "login", "--device", "--url", GATEWAY]
    command += ["--issuer", keycloak.issuer, "--client-id", CLIENT, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        shown = process.stdout.readline()
        address = re.search(r"http://\S+", shown)
        if address:
            person.open(address.group())
        rest = process.communicate(timeout=60)[0]
    return process.returncode, shown + rest


def claims(token):
    middle = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))


def test_a_code_for_another_device(keycloak):
    code, output = login(keycloak, Person("alice"))
    assert code == 0, output
    assert re.search(r"confirm the code [A-Z]{4}-[A-Z]{4}", output)
    kept = session.load(GATEWAY)
    found = claims(kept.token)
    assert (found["iss"], found["preferred_username"], found["groups"]) == (keycloak.issuer, "alice", ["staff"])
    assert "tiphys" in found["aud"]
    assert kept.token not in output
    assert kept.refresh_token not in output


def test_a_session_is_renewed_until_it_is_ended(keycloak):
    assert login(keycloak, Person("alice"))[0] == 0
    first = session.load(GATEWAY)
    second = first.renewed()
    assert claims(second.token)["sub"] == claims(first.token)["sub"]
    assert second.token != first.token
    session.save(GATEWAY, second)
    assert session.end(GATEWAY)
    with pytest.raises(ConfigurationError, match="session is over"):
        second.renewed()


def test_a_person_who_refuses(keycloak):
    code, output = login(keycloak, Person("alice", consents=False))
    assert code != 0
    assert "You refused the sign-in" in output
    assert session.load(GATEWAY) is None


def test_a_person_without_offline_tokens(keycloak):
    code, output = login(keycloak, Person("bob"))
    assert code != 0
    assert "tiphys login --scope openid" in output
    assert login(keycloak, Person("bob"), "--scope", "openid")[0] == 0
    assert claims(session.load(GATEWAY).token)["preferred_username"] == "bob"


def test_a_browser_on_this_machine(keycloak):
    said = []
    answer = _signin.by_browser(
        Issuer.discover(keycloak.issuer), CLIENT, "openid", said.append, Person("alice").open, timeout=60
    )
    assert claims(answer["access_token"])["preferred_username"] == "alice"
    assert answer["id_token"]


def test_a_client_that_the_realm_does_not_have(keycloak):
    with pytest.raises(ConfigurationError) as caught:
        _signin.by_device(Issuer.discover(keycloak.issuer), "nobody", "openid", lambda _: None)
    assert "client" in caught.value.hint
