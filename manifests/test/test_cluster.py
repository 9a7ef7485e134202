"""The chart in the testbed: what the API server says of it, and a release from its installation to its end."""

import copy
import json
import re
import secrets
import subprocess
import urllib.request

import pytest
import yaml
from conftest import CHECKOUT, EXAMPLES, render
from testbed import IMAGE, Testbed, served, values

pytestmark = pytest.mark.cluster
needs_image = pytest.mark.skipif(not IMAGE.exists(), reason="no image: run make image")
# Their definitions are not in the testbed.
UNKNOWN_GROUPS = ("monitoring.coreos.com", "cert-manager.io", "gateway.networking.k8s.io")


@pytest.fixture(scope="module")
def testbed():
    return Testbed()


@pytest.fixture(scope="module")
def system(testbed):
    """The namespace of a release; another one is served by it."""
    name = f"tiphys-chart-{secrets.token_hex(3)}"
    try:
        testbed.kubectl("create", "namespace", name)
        testbed.kubectl("create", "namespace", served(name))
        testbed.kubectl("apply", "--namespace", served(name), "--filename", str(CHECKOUT / "examples/run/rights.yaml"))
        yield name
    finally:
        testbed.remove_namespaces(name, served(name))


def in_namespaces(manifests, system):
    """The same objects in namespaces that exist."""
    for one in copy.deepcopy(manifests):
        if one["apiVersion"].split("/")[0] in UNKNOWN_GROUPS:
            continue
        if "namespace" in one["metadata"]:
            one["metadata"]["namespace"] = system
        yield one


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_api_server_accepts_what_is_rendered(testbed, system, path):
    text = yaml.safe_dump_all(in_namespaces(render(path, namespace=system), system))
    testbed.kubectl("apply", "--dry-run=server", "--validate=strict", "--filename", "-", input=text)


def test_pod_is_admitted_where_restricted_is_enforced(testbed, system):
    deployment = next(one for one in render(EXAMPLES[0], namespace=system) if one["kind"] == "Deployment")
    template = deployment["spec"]["template"]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {**template["metadata"], "name": "restricted", "namespace": system}, "spec": template["spec"]}
    pod["spec"]["serviceAccountName"] = "default"
    testbed.kubectl("label", "namespace", system, "pod-security.kubernetes.io/enforce=restricted")
    try:
        testbed.kubectl("create", "--dry-run=server", "--filename", "-", input=json.dumps(pod))
    except AssertionError as refused:
        # The testbed puts each pod on the node's network, which is no part of the chart.
        assert re.search(r"violates PodSecurity \"restricted:latest\": host namespaces \(hostNetwork=true\), hostPort [^:]*$", str(refused))
    finally:
        testbed.kubectl("label", "namespace", system, "pod-security.kubernetes.io/enforce-")


def test_kustomize_builds_the_example(testbed):
    built = testbed.kubectl("kustomize", str(CHECKOUT / "manifests/kustomize/example"))
    objects = {(one["kind"], one["metadata"]["name"]): one for one in yaml.safe_load_all(built)}
    assert objects["Role", "tiphys-production-token-request"]["metadata"]["namespace"] == "physics"
    assert objects["Deployment", "tiphys"]["metadata"]["namespace"] == "tiphys-system"
    image = objects["Deployment", "tiphys"]["spec"]["template"]["spec"]["containers"][0]["image"]
    version = subprocess.run([CHECKOUT / "tools/version"], capture_output=True, text=True, check=True).stdout.strip()
    assert image == f"registry.example.org/tiphys:{version}"


def test_release_is_installed_changed_restored_and_removed(testbed, system):
    def heap():
        path = "jsonpath={.spec.template.spec.containers[0].env[?(@.name=='JDK_JAVA_OPTIONS')].value}"
        return testbed.kubectl("get", "deployment", "tiphys", "--namespace", system, "--output", path)

    # No pod is wanted here; the next test has one.
    given = {**values(testbed, system), "replicas": 0}
    notes = testbed.install("install", system, given)
    assert "Paste next" in notes
    assert heap().endswith("-Xmx256m")
    testbed.install("upgrade", system, {**given, "memory": {"heap": 300, "other": 400}})
    assert heap().endswith("-Xmx300m")
    testbed.helm("rollback", "tiphys", "1", "--namespace", system)
    assert heap().endswith("-Xmx256m")
    testbed.helm("uninstall", "tiphys", "--namespace", system, "--wait")
    assert testbed.left_of_release(system) == []
    testbed.kubectl("get", "namespace", system, served(system))


@needs_image
def test_workflow_is_submitted_to_the_image_in_a_pod(testbed, system):
    testbed.import_image()
    given = values(testbed, system)
    testbed.install("install", system, given, "--wait", "--timeout", "5m")
    try:
        address = f"http://{pod_address(testbed, system)}:{given['ports']['plain']}"
        token = testbed.kubectl("create", "token", "data-scientist", "--namespace", served(system)).strip()
        workflows = f"{address}/v1/environments/testbed/namespaces/{served(system)}/workflows"
        document = (CHECKOUT / "examples/boroughs.yaml").read_bytes()
        name = call("POST", workflows, token, document)["workflow"]["name"]
        testbed.kubectl("wait", f"workflow/{name}", "--namespace", served(system), "--for=jsonpath={.status.phase}=Succeeded", "--timeout=300s")
        # The JVM says there why it cannot use its ahead-of-time cache.
        assert "[aot" not in testbed.kubectl("logs", "deployment/tiphys", "--namespace", system)
    finally:
        testbed.helm("uninstall", "tiphys", "--namespace", system, "--wait")


def pod_address(testbed, system):
    return testbed.kubectl("get", "pods", "--namespace", system, "--output", "jsonpath={.items[0].status.podIP}")


def call(method, address, token, document):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/yaml"}
    with urllib.request.urlopen(urllib.request.Request(address, document, headers, method=method), timeout=60) as answer:
        return json.loads(answer.read())
