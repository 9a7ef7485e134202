"""An Envoy that does nothing but pass calls on: what a proxy costs that checks nothing."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .handshakes import Certificate
from .processes import Process, free_ports

EXTENSIONS = "type.googleapis.com/envoy.extensions"


class Envoy(Process):
    """Starts when it is entered, is ready then, and ends with the block."""

    def __init__(self, argo_server: str, scratch: Path, certificate: Certificate | None = None):
        super().__init__("envoy", scratch)
        self._upstream = urlsplit(argo_server)
        self._port, self._admin_port = free_ports(2)
        self._certificate = certificate
        self.address = f"{'https' if certificate else 'http'}://127.0.0.1:{self._port}"

    def _command(self) -> list[str]:
        file = self._scratch / "envoy.json"
        file.write_text(json.dumps(self._configuration()))
        # As many workers as the gateway has event loops: one for each processor.
        workers = ["--concurrency", str(os.cpu_count())]
        return ["envoy", "--config-path", str(file), *workers, "--disable-hot-restart", "--log-level", "warn"]

    def _ready_url(self) -> str:
        return f"http://127.0.0.1:{self._admin_port}/ready"

    def _configuration(self) -> dict:
        return {
            "admin": {"address": _address("127.0.0.1", self._admin_port)},
            "static_resources": {"listeners": [self._listener()], "clusters": [self._cluster()]},
        }

    def _listener(self) -> dict:
        # Watches have no end, so no time is too long. The protocol, HTTP/1.1 or HTTP/2, is read off each connection.
        route = {"match": {"prefix": "/"}, "route": {"cluster": "argo-server", "timeout": "0s"}}
        manager = {
            "@type": f"{EXTENSIONS}.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix": "bench",
            "codec_type": "AUTO",
            "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [route]}]},
            "http_filters": [named("envoy.filters.http.router", {"@type": f"{EXTENSIONS}.filters.http.router.v3.Router"})],
        }
        chain = {"filters": [named("envoy.filters.network.http_connection_manager", manager)]}
        if self._certificate:
            chain["transport_socket"] = named("envoy.transport_sockets.tls", self._tls(self._certificate))
        return {"address": _address("127.0.0.1", self._port), "filter_chains": [chain]}

    @staticmethod
    def _tls(certificate: Certificate) -> dict:
        files = {"certificate_chain": {"filename": str(certificate.chain)}, "private_key": {"filename": str(certificate.key)}}
        return {
            "@type": f"{EXTENSIONS}.transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context": {"tls_certificates": [files], "alpn_protocols": ["h2", "http/1.1"]},
        }

    def _cluster(self) -> dict:
        endpoint = {"endpoint": {"address": _address(self._upstream.hostname or "", self._upstream.port or 80)}}
        protocol = {
            "@type": f"{EXTENSIONS}.upstreams.http.v3.HttpProtocolOptions",
            "use_downstream_protocol_config": {"http_protocol_options": {}, "http2_protocol_options": {}},
        }
        return {
            "name": "argo-server",
            "type": "STATIC",
            "connect_timeout": "2s",
            "load_assignment": {"cluster_name": "argo-server", "endpoints": [{"lb_endpoints": [endpoint]}]},
            "typed_extension_protocol_options": {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": protocol},
        }


def named(name: str, configuration: dict[str, Any]) -> dict:
    return {"name": name, "typed_config": configuration}


def _address(host: str, port: int) -> dict:
    return {"socket_address": {"address": host, "port_value": port}}
