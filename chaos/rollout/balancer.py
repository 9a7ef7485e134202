"""An Envoy that spreads connections over gateways, as a Service of Kubernetes does: it reads nothing of what passes."""

import json
import os
from pathlib import Path

from bench.measure.processes import Process, free_ports

EXTENSIONS = "type.googleapis.com/envoy.extensions"
LISTENERS = ("plain", "tls")


class Balancer(Process):
    """Starts when it is entered. Its endpoints can change at any time."""

    def __init__(self, scratch: Path, endpoints: dict[str, list[int]]):
        """endpoints: the ports of loopback behind each listener."""
        super().__init__("balancer", scratch)
        self._ports = dict(zip(LISTENERS, free_ports(2), strict=True))
        (self._admin_port,) = free_ports(1)
        self.spread(endpoints)

    def port(self, listener: str) -> int:
        return self._ports[listener]

    def spread(self, endpoints: dict[str, list[int]]) -> None:
        """New connections go to these ports from now on; those that are open stay."""
        for listener, ports in endpoints.items():
            assignment = {
                "@type": "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment",
                "cluster_name": listener,
                "endpoints": [{"lb_endpoints": [{"endpoint": {"address": _address(port)}} for port in ports]}],
            }
            file = self._endpoints_file(listener)
            new = file.with_suffix(".new")
            new.write_text(json.dumps({"version_info": str(os.urandom(8).hex()), "resources": [assignment]}))
            new.replace(file)  # Envoy notices a file that is moved

    def _endpoints_file(self, listener: str) -> Path:
        return self._scratch / f"endpoints-{listener}.json"

    def _command(self) -> list[str]:
        file = self._scratch / "balancer.json"
        file.write_text(json.dumps(self._configuration()))
        return [
            os.environ["ENVOY"],
            "--config-path",
            str(file),
            "--concurrency",
            "1",
            "--disable-hot-restart",
            "--log-level",
            "warn",
        ]

    def _ready_url(self) -> str:
        return f"http://127.0.0.1:{self._admin_port}/ready"

    def _configuration(self) -> dict:
        return {
            "node": {"id": "balancer", "cluster": "balancer"},
            "admin": {"address": _address(self._admin_port)},
            "static_resources": {
                "listeners": [self._listener(one) for one in LISTENERS],
                "clusters": [self._cluster(one) for one in LISTENERS],
            },
        }

    def _listener(self, name: str) -> dict:
        proxy = {
            "@type": f"{EXTENSIONS}.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix": name,
            "cluster": name,
            "idle_timeout": "0s",
            "max_connect_attempts": 3,
        }
        filters = [{"name": "envoy.filters.network.tcp_proxy", "typed_config": proxy}]
        return {"name": name, "address": _address(self._ports[name]), "filter_chains": [{"filters": filters}]}

    def _cluster(self, name: str) -> dict:
        source = {"path_config_source": {"path": str(self._endpoints_file(name))}, "resource_api_version": "V3"}
        return {"name": name, "type": "EDS", "connect_timeout": "1s", "eds_cluster_config": {"eds_config": source}}


def _address(port: int) -> dict:
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}
