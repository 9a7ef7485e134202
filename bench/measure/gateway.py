"""The gateway as a process of its own, with one environment of submission for each credential mode."""

import json
import os
from pathlib import Path

from .arms import CREDENTIAL_MODES, argo_api_host
from .cluster import CALLER, SUBMITTER, Cluster
from .handshakes import Certificate
from .processes import Process, free_ports


class Gateway(Process):
    """Starts when it is entered, is ready then, and ends with the block."""

    def __init__(
        self, checkout: Path, cluster: Cluster, scratch: Path, java_options: list[str], certificate: Certificate | None = None
    ):
        super().__init__("gateway", scratch)
        self._patience_at_end = 180  # one that is trained writes at its end what it has learned
        self._checkout = checkout
        self._cluster = cluster
        self._java_options = java_options
        self._certificate = certificate
        self._port, self._health_port, self._tls_port = free_ports(3)
        self.address = f"http://127.0.0.1:{self._port}"
        self.tls_address = f"https://127.0.0.1:{self._tls_port}"

    def _ready_url(self) -> str:
        return f"http://127.0.0.1:{self._health_port}/health/readiness"

    def _command(self) -> list[str]:
        java = Path(os.environ["JAVA_HOME"]) / "bin/java"
        target = self._checkout / "service/target"
        options = [f"@{self._checkout}/bench/jvm.options", *self._java_options]
        return [str(java), *options, "-cp", f"{target}/*:{target}/lib/*", "io.tiphys.gateway.GatewayApplication"]

    def _environment(self) -> dict[str, str]:
        return {"MICRONAUT_CONFIG_FILES": str(self._write_configuration())}

    def _write_configuration(self) -> Path:
        self._token_file.write_text(self._gateway_token())
        file = self._scratch / "tiphys.yaml"
        file.write_text(json.dumps(self._configuration()))  # which is YAML too
        return file

    def _configuration(self) -> dict:
        """All properties."""
        return {
            "endpoints": {"all": {"port": self._health_port}},
            "tiphys": {
                "server": self._server(),
                "environments": {mode: self._submission_environment(mode, self._token_file) for mode in CREDENTIAL_MODES},
            },
        }

    @property
    def _token_file(self) -> Path:
        return self._scratch / "gateway.token"

    def _gateway_token(self) -> str:
        return self._cluster.gateway_token()

    def _server(self) -> dict:
        server = {"host": "127.0.0.1", "port": self._port, "management-host": "127.0.0.1"}
        if self._certificate:
            server |= {
                "tls-port": self._tls_port,
                "tls-certificate-file": str(self._certificate.chain),
                "tls-key-file": str(self._certificate.key),
            }
        return server

    def _submission_environment(self, mode: str, token_file: Path) -> dict:
        names = self._cluster.names
        environment = {
            "namespaces": names.served,
            "default-namespace": names.submissions,
            "argo-api": {"hosts": [argo_api_host(mode)]},
            # What cannot be shared needs one for each of 200 watches; the Argo Server bears 245.
            # All load comes from one caller and one address.
            "limits": {
                "max-concurrent-streams": 220,
                "max-open-streams": 5000,
                "caller-share": 100,
                "address-share": 100,
            },
            "argo-server": {"uri": os.environ["TESTBED_ARGO_SERVER_URL"]},
            "kubernetes": {
                "url": os.environ["TESTBED_KUBERNETES_URL"],
                "ca-file": os.environ["TESTBED_CA_FILE"],
                "token-file": str(token_file),
            },
            "credentials": {"mode": mode},
        }
        if mode != "direct":
            environment["credentials"]["service-account"] = SUBMITTER
            environment["allowed-callers"] = {"users": [f"system:serviceaccount:{names.submissions}:{CALLER}"]}
        return environment
