"""Gateways and an Argo Server of a proof of its own, which it may kill."""

import os
import random
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from bench.measure.cluster import Cluster
from bench.measure.gateway import Gateway
from bench.measure.handshakes import Certificate
from bench.measure.processes import Process, free_ports, testbed_pids
from chaos.background import Background

MODE = "token-request"


class OwnArgoServer(Process):
    """An Argo Server that nobody else uses."""

    def __init__(self, scratch: Path):
        super().__init__("argo-server", scratch)
        (self.port,) = free_ports(1)

    def _command(self) -> list[str]:
        options = ["--auth-mode", "client", "--secure=false", "--namespace", "argo", "--loglevel", "error"]
        return [f"{os.environ['TESTBED_BIN']}/argo", "server", "--port", str(self.port), *options]

    def _environment(self) -> dict[str, str]:
        return {"KUBECONFIG": f"{os.environ['TESTBED_STATE']}/certificates/argo-server.kubeconfig"}

    def _await_ready(self) -> None:
        """Nobody signed in: an answer of 401 means that it works."""
        patience = time.monotonic() + 60
        while time.monotonic() < patience:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/workflows/argo", timeout=5).close()
            except urllib.error.HTTPError as e:
                if e.code == 401:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise RuntimeError(f"the Argo Server does not answer:\n{self._log_text()}")


class Replica(Gateway):
    """
    A gateway that submits to the run's own Argo Server, perhaps through a proxy, and can be started again on its port. token:
    of the gateway's account; empty for one that is made at each start.
    """

    def __init__(self, checkout: Path, cluster: Cluster, scratch: Path, argo_port: int, certificate: Certificate | None = None):
        scratch.mkdir()
        super().__init__(checkout, cluster, scratch, [], certificate)
        self._argo_port = argo_port
        self.token = ""

    def take_build(self, checkout: Path) -> None:
        """The next start is one of this built checkout."""
        self._checkout = checkout

    @property
    def port(self) -> int:
        return self._port

    @property
    def tls_port(self) -> int:
        return self._tls_port

    def write_token(self, token: str) -> None:
        """The gateway's account has this token from now on."""
        self.token = token
        file = self._token_file.with_suffix(".new")
        file.write_text(token)
        file.replace(self._token_file)

    def _gateway_token(self) -> str:
        return self.token or super()._gateway_token()

    def _submission_environment(self, mode: str, token_file: Path) -> dict:
        environment = super()._submission_environment(mode, token_file)
        return environment | {"argo-server": {"uri": f"http://127.0.0.1:{self._argo_port}"}}


class ApiServer:
    """The testbed's kube-apiserver. Entering starts it if it does not run."""

    def __init__(self, checkout: Path):
        self._checkout = checkout

    @property
    def pid(self) -> int:
        return testbed_pids(self._checkout)["kube-apiserver"]

    def __enter__(self) -> "ApiServer":
        environment = {name: value for name, value in os.environ.items() if name != "CI"}
        subprocess.run([self._checkout / "testbed/up"], check=True, capture_output=True, env=environment)
        return self


class Killer(Background):
    """Kills one of the processes after the other with SIGKILL and starts it again, until the block ends."""

    def __init__(self, processes: Sequence[Process | ApiServer], pause: float, seed: int):
        """pause: seconds between a start and the next kill."""
        super().__init__()
        self._processes = processes
        self._pause = pause
        self._random = random.Random(seed)
        self.kills = 0

    def _work(self) -> None:
        while not self._stopped.wait(self._pause * self._random.uniform(0.7, 1.3)):
            victim = self._random.choice(self._processes)
            os.kill(victim.pid, signal.SIGKILL)
            self.kills += 1
            time.sleep(self._random.uniform(0, 2))
            victim.__enter__()
