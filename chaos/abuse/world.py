"""What an attacked gateway needs: namespaces, accounts, and a workflow that writes a log."""

import json
import subprocess
import time
from pathlib import Path

from bench.measure.cluster import Cluster, kubectl

CHECKOUT = Path(__file__).resolve().parents[2]
LOGGING = "chaos-logging"
NOBODY = "nobody"
GREEDY = "greedy"


def prepare(cluster: Cluster, seconds: float) -> None:
    """Makes the accounts of the attackers and starts the workflow."""
    namespace = cluster.names.submissions
    for account in (NOBODY, GREEDY):
        kubectl("create", "serviceaccount", account, "--namespace", namespace)
    # The attacker has all rights of a data scientist; what it must not do is take the others' share.
    account = f"--serviceaccount={namespace}:{GREEDY}"
    kubectl("create", "rolebinding", "greedy-user", "--role=workflow-user", account, "--namespace", namespace)
    start_logging(namespace, seconds, "date")


def token(cluster: Cluster, account: str) -> str:
    return kubectl("create", "token", account, "--namespace", cluster.names.submissions, "--duration", "2h").strip()


def caller_name(cluster: Cluster, account: str) -> str:
    return f"system:serviceaccount:{cluster.names.submissions}:{account}"


def start_logging(namespace: str, seconds: float, command: str) -> None:
    """A workflow named LOGGING whose pod runs a command of the shell once a second; it runs when this returns."""
    container = {"image": "busybox:1.36", "command": ["sh", "-c", f"while true; do {command}; sleep 1; done"]}
    workflow = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": LOGGING, "namespace": namespace},
        "spec": {"entrypoint": "log", "activeDeadlineSeconds": int(seconds), "templates": [{"name": "log", "container": container}]},
    }
    subprocess.run([CHECKOUT / "testbed/namespace", namespace], check=True, capture_output=True)
    kubectl("create", "--filename", "-", stdin=json.dumps(workflow))
    for _ in range(120):
        if kubectl("get", "workflow", LOGGING, "--namespace", namespace, "--output", "jsonpath={.status.phase}") == "Running":
            return
        time.sleep(1)
    raise RuntimeError(f"the workflow {LOGGING} does not run")
