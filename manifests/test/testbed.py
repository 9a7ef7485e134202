"""The testbed as tests of the chart need it."""

import glob
import json
import os
import subprocess
from pathlib import Path

from conftest import CHART, CHECKOUT, HELM

IMAGE = CHECKOUT / "docker/target/tiphys-image.tar"
KINDS = (
    "deployments,replicasets,pods,services,configmaps,serviceaccounts,roles,rolebindings,clusterroles,clusterrolebindings,"
    "poddisruptionbudgets,networkpolicies,horizontalpodautoscalers"
)


def environment() -> dict[str, str]:
    output = subprocess.run([CHECKOUT / "testbed/env"], check=True, capture_output=True, text=True).stdout
    return dict(line.split("=", 1) for line in output.splitlines())


class Testbed:
    __test__ = False  # pytest takes the name for a suite

    def __init__(self):
        self.settings = environment()
        self._programs = Path(self.settings["TESTBED_BIN"])
        self._environment = {**os.environ, "KUBECONFIG": self.settings["TESTBED_KUBECONFIG"]}

    def kubectl(self, *arguments: str, **options) -> str:
        return self._run([self._programs / "kubectl", *arguments], **options)

    def helm(self, *arguments: str, **options) -> str:
        return self._run([HELM, *arguments], **options)

    def install(self, command: str, namespace: str, values: dict, *arguments: str) -> str:
        return self.helm(command, "tiphys", CHART, "--namespace", namespace, "--values", "-", *arguments, input=json.dumps(values))

    def import_image(self) -> None:
        sockets = glob.glob("/run/tiphys-testbed-*/containerd.sock")
        assert len(sockets) == 1, "the testbed has no containerd"
        self._run([self._programs / "ctr", "--address", sockets[0], "--namespace", "k8s.io", "images", "import", "--local", IMAGE])

    def left_of_release(self, namespace: str) -> list[str]:
        selector = "app.kubernetes.io/instance=tiphys"
        found = self.kubectl("get", KINDS, "--all-namespaces", "--selector", selector, "--output", "json")
        objects = json.loads(found)["items"]
        return [f"{one['kind']} {one['metadata']['name']}" for one in objects if belongs_to(one, namespace)]

    def remove_namespaces(self, *names: str) -> None:
        self.kubectl("delete", "namespace", *names, "--ignore-not-found", "--timeout=120s")

    def _run(self, command: list, **options) -> str:
        result = subprocess.run(command, capture_output=True, text=True, env=self._environment, **options)
        assert result.returncode == 0, f"{command[0]} {command[1]}: {result.stderr}"
        return result.stdout


def belongs_to(one: dict, system: str) -> bool:
    """Whether an object is of the release in namespace 'system': other releases may be in the cluster."""
    metadata = one["metadata"]
    return metadata.get("namespace", system) in (system, served(system)) and (
        "namespace" in metadata or metadata["name"].startswith(system)
    )


def served(system: str) -> str:
    return f"{system}-science"


def values(testbed: Testbed, system: str) -> dict:
    """For one replica on the node's own network, since the testbed has no other one."""
    account = "/var/run/secrets/kubernetes.io/serviceaccount"
    return {
        "image": {"repository": "localhost/tiphys", "tag": image_tag(), "pullPolicy": "Never"},
        "replicas": 1,
        "hostNetwork": True,
        "ports": {"plain": 28180, "tls": 28183, "management": 28182},
        "cpu": {"request": "50m"},
        "environments": {
            "testbed": {
                "argo-server": {"uri": testbed.settings["TESTBED_ARGO_SERVER_URL"]},
                "namespaces": [served(system)],
                "default-namespace": served(system),
                "kubernetes": {
                    "url": testbed.settings["TESTBED_KUBERNETES_URL"],
                    "ca-file": f"{account}/ca.crt",
                    "token-file": f"{account}/token",
                },
                "credentials": {"mode": "token-request", "service-account": "tiphys-submitter"},
                "allowed-callers": {"users": [f"system:serviceaccount:{served(system)}:data-scientist"]},
            }
        },
    }


def image_tag() -> str:
    sbom = CHECKOUT / "docker/target/tiphys-image.cdx.json"
    return json.loads(sbom.read_text())["metadata"]["component"]["version"] if sbom.exists() else "none"
