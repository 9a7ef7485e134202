import os
from pathlib import Path

import pytest
from fake_gateway import FakeGateway, FakeRest

import tiphys
from tiphys import Client

TOKEN = "top-secret-token-4711"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch, tmp_path_factory):
    """No setting of the machine that the tests run on is seen."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("TIPHYS_", "ARGO", "KUBE")) and not name.startswith("TIPHYS_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", str(Path(tiphys.__file__).parent.parent))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.chdir(home)


@pytest.fixture
def gateway():
    fake = FakeGateway()
    yield fake
    fake.stop()


@pytest.fixture
def rest():
    fake = FakeRest()
    yield fake
    fake.stop()


@pytest.fixture
def client(gateway):
    with Client(gateway.url, token=TOKEN) as made:
        yield made
