"""What the tests of the chart share: Helm, the chart, the examples."""

import subprocess
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
CHART = CHECKOUT / "manifests/helm/tiphys"
HELM = CHECKOUT / "tools/helm"
EXAMPLES = sorted((CHART / "examples").glob("*.yaml"))
MINIMAL = {
    "environments": {
        "main": {
            "argo-server": {"uri": "http://argo-server.argo:2746"},
            "namespaces": ["science"],
            "credentials": {"mode": "direct"},
        }
    }
}


def pytest_configure(config):
    config.addinivalue_line("markers", "cluster: needs the testbed")


class Refused(Exception):
    """Helm's error output."""


def render(values: dict | Path, namespace: str = "tiphys-system") -> list[dict]:
    """The manifests of a release 'tiphys'. Raises Refused."""
    given = values.read_text() if isinstance(values, Path) else yaml.safe_dump(values)
    command = [HELM, "template", "tiphys", CHART, "--namespace", namespace, "--values", "-"]
    result = subprocess.run(command, input=given, capture_output=True, text=True)
    if result.returncode:
        raise Refused(result.stderr)
    return [one for one in yaml.safe_load_all(result.stdout) if one]


def with_values(**changes) -> dict:
    return {**MINIMAL, **changes}


def with_environment(**changes) -> dict:
    return {"environments": {"main": {**MINIMAL["environments"]["main"], **changes}}}


def only(manifests: list[dict], kind: str) -> dict:
    found = [one for one in manifests if one["kind"] == kind]
    assert len(found) == 1, f"{len(found)} of kind {kind}"
    return found[0]


def named(manifests: list[dict], kind: str) -> dict[str, dict]:
    return {f"{one['metadata'].get('namespace', '')}/{one['metadata']['name']}": one for one in manifests if one["kind"] == kind}


@pytest.fixture(scope="session", params=EXAMPLES, ids=lambda path: path.stem)
def example(request) -> list[dict]:
    return render(request.param)
