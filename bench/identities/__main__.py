"""The command: the same cheap call with different tokens, at the gateway and at Envoy, in rounds.

Needs what bench/run prepares: testbed, gateway and their variables. `bench/run-identities` calls it.
"""

import argparse
import contextlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.measure.cluster import Cluster
from bench.measure.costs import milliseconds, table
from bench.measure.gateway import Gateway
from bench.measure.handshakes import certificate
from bench.measure.operations import Request
from bench.measure.processes import Process
from bench.progress import say

from .envoy import CheckingEnvoy
from .issuer import ES256, RS256, USER, Issuer

CHECKOUT = Path(__file__).resolve().parents[2]
MODE = "token-request"
PATH = f"/v1/environments/{MODE}"
HEADS = ("way", "CPU ms for each call, median (least, most)", "more than without the check")


class IssuerGateway(Gateway):
    """A gateway whose callers are those of an issuer and of Kubernetes."""

    def __init__(self, cluster: Cluster, scratch: Path, issuer: Issuer):
        super().__init__(CHECKOUT, cluster, scratch, [])
        self._issuer = issuer

    def _configuration(self) -> dict:
        configuration = super()._configuration()
        environment = configuration["tiphys"]["environments"][MODE]
        environment["identities"] = {"bench": self._issuer.identity()}
        environment["allowed-callers"]["users"].append(f"bench:{USER}")
        return configuration


@dataclass(frozen=True)
class Way:
    """name, and without the check: the way with which it is compared."""

    name: str
    process: Process
    address: str
    token: str
    without: str

    def request(self) -> Request:
        return Request("http/1.1", self.address + PATH, {"authorization": f"Bearer {self.token}"}, None, "200")


def ways(gateway: Gateway, plain: CheckingEnvoy, checking: CheckingEnvoy, issuer: Issuer, account: str) -> list[Way]:
    reviewed = "gateway, token of a service account"
    return [
        Way("Envoy, no check", plain, plain.address, account, ""),
        Way("Envoy, JWT filter, RS256", checking, checking.address, issuer.token(RS256), "Envoy, no check"),
        Way("Envoy, JWT filter, ES256", checking, checking.address, issuer.token(ES256), "Envoy, no check"),
        Way(reviewed, gateway, gateway.address, account, ""),
        Way("gateway, issuer, RS256", gateway, gateway.address, issuer.token(RS256), reviewed),
        Way("gateway, issuer, ES256", gateway, gateway.address, issuer.token(ES256), reviewed),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/run-identities", description="What the check of a token costs.")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--calls", type=int, default=2000, help="of each way in a round")
    parser.add_argument("--warm-up", type=int, default=6000, help="calls of each way before")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-bench-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        issuer = stack.enter_context(Issuer(scratch, certificate(scratch)))
        gateway = stack.enter_context(IssuerGateway(cluster, scratch, issuer))
        plain = stack.enter_context(CheckingEnvoy(scratch / "plain", None))
        checking = stack.enter_context(CheckingEnvoy(scratch / "checking", issuer))
        compared = ways(gateway, plain, checking, issuer, cluster.caller_token())
        for way in compared:
            milliseconds(way.process, way.request(), given.warm_up, scratch)
        found: dict[str, list[float]] = {way.name: [] for way in compared}
        for number in range(given.rounds):
            for way in compared:
                found[way.name].append(milliseconds(way.process, way.request(), given.calls, scratch))
            say(f"round {number + 1} of {given.rounds}")
    print(table(HEADS, found, {way.name: way.without for way in compared}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
