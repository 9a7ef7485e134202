"""The command: the same submissions through gateways with different shares of traced calls, in rounds.

Needs what bench/run prepares: testbed, gateway and their variables. `bench/run-traces` calls it.
"""

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from bench.measure.arms import OWN, Arm
from bench.measure.cluster import Cluster
from bench.measure.costs import milliseconds, table
from bench.measure.gateway import Gateway
from bench.measure.kubernetes import Workflows
from bench.measure.operations import Operations, Request
from bench.measure.plan import SUBMIT
from bench.progress import say

from .collector import Collector

CHECKOUT = Path(__file__).resolve().parents[2]
MODE = "token-request"
WITHOUT = "no tracing"
SHARES = {WITHOUT: None, "0 %": 0.0, "1 %": 0.01, "100 %": 1.0}
HEADS = ("traced", "CPU ms for each submission, median (least, most)", "more than without, median of the rounds")


class TracingGateway(Gateway):
    """A gateway that traces this share of its calls."""

    def __init__(self, cluster: Cluster, scratch: Path, share: float | None, collector: str):
        scratch.mkdir()
        super().__init__(CHECKOUT, cluster, scratch, [])
        self._tracing = {} if share is None else {"tracing": {"endpoint": collector, "sampling-ratio": share}}

    def _configuration(self) -> dict:
        configuration = super()._configuration()
        configuration["tiphys"] |= self._tracing
        return configuration


def submission(gateway: Gateway, operations: Operations) -> Request:
    request = operations.request(SUBMIT, Arm("/v1", OWN, "http/1.1", "/v1", gateway.address, MODE))
    assert request is not None
    return request


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/run-traces", description="What traces cost of processor time.")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--warm-up", type=int, default=8000, help="submissions through each gateway before")
    parser.add_argument("--submissions", type=int, default=1000, help="through each gateway in a round")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-bench-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        collector = stack.enter_context(Collector())
        token = cluster.caller_token()
        operations = Operations(cluster.names, token, CHECKOUT, scratch)
        workflows = Workflows(cluster.names.submissions, token)
        gateways = {
            name: stack.enter_context(TracingGateway(cluster, scratch / str(number), share, collector.address))
            for number, (name, share) in enumerate(SHARES.items())
        }
        say(f"warming up, {given.warm_up} submissions each")
        for _ in range(0, given.warm_up, 1000):
            for gateway in gateways.values():
                milliseconds(gateway, submission(gateway, operations), 1000, scratch)
            workflows.delete_all()
        found: dict[str, list[float]] = {name: [] for name in gateways}
        for number in range(given.rounds):
            for name, gateway in gateways.items():
                found[name].append(milliseconds(gateway, submission(gateway, operations), given.submissions, scratch))
            workflows.delete_all()
            say(f"round {number + 1}: " + ", ".join(f"{name} {values[-1]:.3f} ms" for name, values in found.items()))
        say(f"{collector.batches} batches with {collector.bytes} bytes of spans")
    print(table(HEADS, found, {name: WITHOUT for name in found if name != WITHOUT}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
