"""The namespaces and accounts of one run. Everything goes when the run ends."""

import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

CALLER = "data-scientist"
SUBMITTER = "tiphys-submitter"
GATEWAY = "tiphys"

SECRET = """
apiVersion: v1
kind: Secret
metadata:
  name: {account}.service-account-token
  annotations:
    kubernetes.io/service-account.name: {account}
type: kubernetes.io/service-account-token
"""


@dataclass(frozen=True)
class Names:
    """Namespaces that nobody else has: several runs, and tests beside them, do not meet.

    submissions: empty after each round. page: what is listed and downloaded. watched: what watchers see. gateway: the
    gateway's own.
    """

    submissions: str
    page: str
    watched: str
    gateway: str

    @property
    def served(self) -> list[str]:
        """Those that the gateway serves."""
        return [self.submissions, self.page, self.watched]


class Cluster:
    """Makes the namespaces when it is entered, and removes them at the end."""

    def __init__(self, checkout: Path):
        run = secrets.token_hex(4)
        self._checkout = checkout
        self.names = Names(*(f"tiphys-bench-{run}-{use}" for use in ("submissions", "page", "watched", "gateway")))
        self._cluster_role = f"tiphys-caller-review-{run}"

    def __enter__(self) -> "Cluster":
        try:
            self._create()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _create(self) -> None:
        kubectl("create", "namespace", self.names.gateway)
        self._apply("manifests/caller-review.yaml")
        for namespace in self.names.served:
            kubectl("create", "namespace", namespace)
            self._apply("examples/run/rights.yaml", namespace)
            self._apply("manifests/token-request.yaml", namespace)
            self._apply("manifests/service-account-secret.yaml", namespace)
            kubectl("apply", "--namespace", namespace, "--filename", "-", stdin=SECRET.format(account=SUBMITTER))
            self._admit_caller(namespace)

    def _admit_caller(self, namespace: str) -> None:
        """One caller acts in all namespaces, and there clears up as well."""
        caller = f"--serviceaccount={self.names.submissions}:{CALLER}"
        clears = ["--verb=deletecollection", "--resource=workflows.argoproj.io"]
        kubectl("create", "role", "clears-up", *clears, "--namespace", namespace)
        for role in ("workflow-user", "clears-up"):
            kubectl("create", "rolebinding", f"bench-{role}", f"--role={role}", caller, "--namespace", namespace)

    def _apply(self, manifest: str, namespace: str = "") -> None:
        """With the gateway's account in this run's namespace, and a name of its own for what belongs to the cluster."""
        text = (self._checkout / manifest).read_text()
        text = text.replace("tiphys-system", self.names.gateway).replace("tiphys-caller-review", self._cluster_role)
        place = ["--namespace", namespace] if namespace else []
        kubectl("apply", *place, "--filename", "-", stdin=text)

    def caller_token(self) -> str:
        """The token of who submits."""
        return kubectl("create", "token", CALLER, "--namespace", self.names.submissions, "--duration", "1h").strip()

    def gateway_token(self) -> str:
        """The token of the gateway's own account."""
        return kubectl("create", "token", GATEWAY, "--namespace", self.names.gateway, "--duration", "1h").strip()

    def __exit__(self, *_) -> None:
        for kind, name in (
            *(("namespace", namespace) for namespace in (*self.names.served, self.names.gateway)),
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
