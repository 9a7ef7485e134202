"""Tokens of the gateways' account that are replaced and revoked."""

import subprocess

from bench.measure.cluster import GATEWAY, kubectl
from chaos.background import Background
from chaos.servers import Replica

BETWEEN_NEW_AND_REVOKED = 3.0


def bound_token(namespace: str, secret: str) -> str:
    """A token of the gateway's account that ends when a secret is deleted; the secret is made if there is none."""
    exists = subprocess.run(["kubectl", "get", "secret", secret, "--namespace", namespace], capture_output=True)
    if exists.returncode:
        kubectl("create", "secret", "generic", secret, "--namespace", namespace)
    bound = ["--bound-object-kind", "Secret", "--bound-object-name", secret]
    return kubectl("create", "token", GATEWAY, "--namespace", namespace, "--duration", "1h", *bound).strip()


class Rotation(Background):
    """Gives the gateways a new token and revokes the old one, again and again until the block ends."""

    def __init__(self, replicas: list[Replica], namespace: str, pause: float):
        """namespace: of the gateways' account. pause: seconds between two rotations."""
        super().__init__()
        self._replicas = replicas
        self._namespace = namespace
        self._pause = pause
        self.rotations = 0

    def _work(self) -> None:
        old = ""
        while not self._stopped.wait(self._pause):
            new = f"rotation-{self.rotations}"
            try:
                token = bound_token(self._namespace, new)
            except RuntimeError:
                continue  # the API server is away
            for replica in self._replicas:
                replica.write_token(token)
            self.rotations += 1
            if old and not self._stopped.wait(BETWEEN_NEW_AND_REVOKED):
                subprocess.run(["kubectl", "delete", "secret", old, "--namespace", self._namespace], capture_output=True)
            old = new
