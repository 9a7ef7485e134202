"""The gateway that is attacked: a heap of 256 MiB, and every credential mode."""

import subprocess
from pathlib import Path

from bench.measure.cluster import Cluster
from bench.measure.gateway import Gateway
from bench.measure.processes import free_ports

from .world import GREEDY, caller_name


class SmallGateway(Gateway):
    """With the defaults of all limits, and a port with TLS; what is attacked is what people run."""

    def __init__(self, checkout: Path, cluster: Cluster, scratch: Path, users: list[str] | None = None):
        """users: further callers who may use the gateway's accounts."""
        # bench/jvm.options say 256 MiB; a heap that runs full ends the process, so that nobody overlooks it.
        super().__init__(checkout, cluster, scratch, [])
        self._users = [caller_name(cluster, GREEDY), *(users or [])]
        (self.tls_port,) = free_ports(1)

    @property
    def port(self) -> int:
        return self._port

    def _configuration(self) -> dict:
        configuration = super()._configuration()
        tiphys = configuration["tiphys"]
        tiphys.pop("argo-api", None)
        for environment in tiphys["environments"].values():
            environment.pop("limits", None)
            if "allowed-callers" in environment:
                environment["allowed-callers"]["users"] += self._users
        tiphys["default-environment"] = "token-request"
        tiphys["server"] |= self._tls()
        return configuration

    def _tls(self) -> dict[str, object]:
        key, certificate = self._scratch / "tls.key", self._scratch / "tls.crt"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        command += ["-keyout", str(key), "-out", str(certificate), "-days", "1", "-subj", "/CN=127.0.0.1"]
        subprocess.run(command, check=True, capture_output=True)
        return {"tls-port": self.tls_port, "tls-key-file": str(key), "tls-certificate-file": str(certificate)}
