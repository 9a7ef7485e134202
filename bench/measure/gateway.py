"""The gateway as a process of its own, with one environment of submission for each credential mode."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from .cluster import CALLER, SUBMITTER, Cluster
from .plan import CREDENTIAL_MODES


class Gateway:
    """Starts when it is entered, is ready then, and ends with the block."""

    def __init__(self, checkout: Path, cluster: Cluster, scratch: Path, java_options: list[str]):
        self._checkout = checkout
        self._cluster = cluster
        self._scratch = scratch
        self._java_options = java_options
        self._log = scratch / "gateway.log"
        self._port, self._health_port = free_ports(2)
        self.address = f"http://127.0.0.1:{self._port}"
        self._health = f"http://127.0.0.1:{self._health_port}/health/readiness"
        self._process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> "Gateway":
        configuration = self._write_configuration()
        java = Path(os.environ["JAVA_HOME"]) / "bin/java"
        target = self._checkout / "service/target"
        command = [java, f"@{self._checkout}/bench/jvm.options", *self._java_options]
        command += ["-cp", f"{target}/*:{target}/lib/*", "io.tiphys.gateway.GatewayApplication"]
        environment = os.environ | {"MICRONAUT_CONFIG_FILES": str(configuration)}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
        try:
            self._await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _write_configuration(self) -> Path:
        token_file = self._scratch / "gateway.token"
        token_file.write_text(self._cluster.gateway_token())
        configuration = {
            "endpoints": {"all": {"port": self._health_port}},
            "tiphys": {
                "port": {"host": "127.0.0.1", "port": self._port},
                "environments": {mode: self._environment(mode, token_file) for mode in CREDENTIAL_MODES},
            },
        }
        file = self._scratch / "tiphys.yaml"
        file.write_text(json.dumps(configuration))  # which is YAML too
        return file

    def _environment(self, mode: str, token_file: Path) -> dict:
        namespace = self._cluster.namespace
        environment = {
            "namespaces": [namespace],
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
            environment["account-users"] = {"users": [f"system:serviceaccount:{namespace}:{CALLER}"]}
        return environment

    def _await_ready(self) -> None:
        assert self._process is not None
        patience = time.monotonic() + 60
        answer = "no answer"
        while time.monotonic() < patience:
            if self._process.poll() is not None:
                raise RuntimeError(f"the gateway did not start:\n{self._told()}")
            try:
                with urllib.request.urlopen(self._health, timeout=10):
                    return
            except urllib.error.HTTPError as e:
                answer = e.read().decode(errors="replace")
            except OSError as e:
                answer = str(e)
            time.sleep(0.2)
        raise RuntimeError(f"the gateway is not ready after a minute: {answer}\n{self._told()}")

    def _told(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]

    def __exit__(self, *_) -> None:
        if self._process is None:
            return
        if self._process.poll() not in (None, 0):
            print(f"The gateway ended with {self._process.returncode}:\n{self._told()}", file=sys.stderr)
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def free_ports(number: int) -> list[int]:
    """Ports of loopback that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
