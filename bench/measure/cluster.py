"""The namespaces and accounts of one run, and the workflows in them. Everything goes when the run ends."""

import json
import secrets
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .plan import ARM_LABEL

CALLER = "data-scientist"
SUBMITTER = "tiphys-submitter"
GATEWAY = "tiphys"
WORKFLOWS = "/apis/argoproj.io/v1alpha1/namespaces/{}/workflows"

SECRET = """
apiVersion: v1
kind: Secret
metadata:
  name: {account}.service-account-token
  annotations:
    kubernetes.io/service-account.name: {account}
type: kubernetes.io/service-account-token
"""


class Cluster:
    """Names that nobody else has: several runs, and tests beside them, do not meet."""

    def __init__(self, checkout: Path):
        run = secrets.token_hex(4)
        self._checkout = checkout
        self.namespace = f"tiphys-bench-{run}"
        self.gateway_namespace = f"tiphys-bench-{run}-gateway"
        self._cluster_role = f"tiphys-caller-review-{run}"

    def __enter__(self) -> "Cluster":
        try:
            self._create()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _create(self) -> None:
        for namespace in (self.namespace, self.gateway_namespace):
            kubectl("create", "namespace", namespace)
        self._apply("examples/run/rights.yaml", self.namespace)
        self._apply("manifests/caller-review.yaml")
        self._apply("manifests/token-request.yaml", self.namespace)
        self._apply("manifests/service-account-secret.yaml", self.namespace)
        kubectl("apply", "--namespace", self.namespace, "--filename", "-", stdin=SECRET.format(account=SUBMITTER))

    def _apply(self, manifest: str, namespace: str = "") -> None:
        """With the gateway's account in this run's namespace, and a name of its own for what belongs to the cluster."""
        text = (self._checkout / manifest).read_text()
        text = text.replace("tiphys-system", self.gateway_namespace).replace("tiphys-caller-review", self._cluster_role)
        place = ["--namespace", namespace] if namespace else []
        kubectl("apply", *place, "--filename", "-", stdin=text)

    def caller_token(self) -> str:
        """The token of who submits."""
        return kubectl("create", "token", CALLER, "--namespace", self.namespace, "--duration", "1h").strip()

    def gateway_token(self) -> str:
        """The token of the gateway's own account."""
        return kubectl("create", "token", GATEWAY, "--namespace", self.gateway_namespace, "--duration", "1h").strip()

    def workflows(self) -> Counter:
        """How many workflows are there, by the arm that made them."""
        told = json.loads(kubectl("get", "--raw", WORKFLOWS.format(self.namespace)))
        return Counter(item["metadata"]["labels"].get(ARM_LABEL, "?") for item in told["items"])

    def delete_workflows(self) -> None:
        """Deletes all workflows, arm by arm at the same time, and makes sure that none is left."""
        patience = time.monotonic() + 120
        while left := self.workflows():
            if time.monotonic() > patience:
                raise TimeoutError(f"{left.total()} workflows could not be deleted")
            with ThreadPoolExecutor(max_workers=4) as workers:
                list(workers.map(self._delete_of, left))

    def _delete_of(self, arm: str) -> None:
        # What the API server does not finish within its own limit of a minute is left to the next try.
        path = f"{WORKFLOWS.format(self.namespace)}?labelSelector={ARM_LABEL}%3D{arm}"
        subprocess.run(["kubectl", "delete", "--raw", path], capture_output=True)

    def __exit__(self, *_) -> None:
        for kind, name in (
            ("namespace", self.namespace),
            ("namespace", self.gateway_namespace),
            ("clusterrolebinding", self._cluster_role),
            ("clusterrole", self._cluster_role),
        ):
            subprocess.run(["kubectl", "delete", kind, name, "--ignore-not-found", "--wait=false"], capture_output=True)


def kubectl(*arguments: str, stdin: str | None = None) -> str:
    """What kubectl prints."""
    ended = subprocess.run(["kubectl", *arguments], input=stdin, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"kubectl {' '.join(arguments)}: {ended.stderr.strip()}")
    return ended.stdout
