"""The command: updates, kills and rotates three gateways behind a balancer under a steady load, and counts what callers noticed."""

import argparse
import collections
import contextlib
import json
import os
import shutil
import signal
import ssl
import sys
import tempfile
import time
from pathlib import Path

from bench.measure.cluster import Cluster, kubectl
from bench.measure.handshakes import Certificate, certificate
from chaos.abuse.world import LOGGING, start_logging
from chaos.progress import say
from chaos.rotation import bound_token
from chaos.servers import MODE, OwnArgoServer, Replica
from chaos.watchers.clients import OverGrpc, OverHttp, Watcher, of_argo, of_v1

from .balancer import Balancer
from .calls import INDEX, WAY, Calls, Grpc, Http, SteadyCaller, submissions
from .logs import LogReader

CHECKOUT = Path(__file__).resolve().parents[2]
# The chart's shutdown.endpointDelay: from when a pod is no longer an endpoint to its SIGTERM.
ENDPOINT_DELAY = 5.0
UNTIL_KUBERNETES_NOTICES = 1.0
QUIET = 15.0
LONGEST_RELOAD = 90.0
COUNTING = "echo $((n=n+1))"
BOUND = "rotated"


class Rollout:
    """Three gateways behind a balancer, and what happens to them. phase: what happens now."""

    def __init__(self, replicas: list[Replica], balancer: Balancer, served: Certificate):
        self._replicas = replicas
        self._balancer = balancer
        self._served = served
        self.phase = "undisturbed"

    def update(self) -> None:
        """All gateways, one after the other."""
        self.phase = "rolling update"
        for replica in self._replicas:
            self._update(replica)

    def run_side_by_side(self, seconds: float) -> None:
        """The first gateway is updated, and serves beside the others of the older build."""
        self.phase = "old and new"
        self._update(self._replicas[0])
        time.sleep(seconds)

    def _update(self, replica: Replica) -> None:
        """As a rolling update and a drain do it: out of the endpoints, a moment later SIGTERM, back when it is ready."""
        self._spread_without(replica)
        time.sleep(ENDPOINT_DELAY)
        os.kill(replica.pid, signal.SIGTERM)
        replica.wait()
        replica.take_build(CHECKOUT)
        replica.__enter__()
        self._spread_without(None)

    def kill(self) -> None:
        self.phase = "SIGKILL"
        replica = self._replicas[0]
        os.kill(replica.pid, signal.SIGKILL)
        time.sleep(UNTIL_KUBERNETES_NOTICES)
        self._spread_without(replica)
        replica.__enter__()
        self._spread_without(None)

    def rotate_certificate(self, new: Certificate) -> None:
        self.phase = "certificate"
        before = self._shown()
        for replica_file, new_file in ((self._served.key, new.key), (self._served.chain, new.chain)):
            moved = replica_file.with_suffix(".new")
            shutil.copy(new_file, moved)
            moved.replace(replica_file)
        end = time.monotonic() + LONGEST_RELOAD
        while self._shown() & before:
            if time.monotonic() > end:
                raise RuntimeError("a gateway still shows the old certificate")
            time.sleep(1)

    def rotate_token(self, namespace: str) -> None:
        """Each gateway reads a new token from its file; the old one is revoked a little later."""
        self.phase = "token"
        for replica in self._replicas:
            replica.write_token(bound_token(namespace, BOUND + "-2"))
        time.sleep(2)
        kubectl("delete", "secret", BOUND + "-1", "--namespace", namespace)
        time.sleep(QUIET)

    def quiet(self, phase: str) -> None:
        self.phase = phase
        time.sleep(QUIET)

    def _spread_without(self, away: Replica | None) -> None:
        self._balancer.spread(endpoints([one for one in self._replicas if one is not away]))

    def _shown(self) -> set[str]:
        return {ssl.get_server_certificate(("127.0.0.1", replica.tls_port)) for replica in self._replicas}


def endpoints(replicas: list[Replica]) -> dict[str, list[int]]:
    return {"plain": [one.port for one in replicas], "tls": [one.tls_port for one in replicas]}


def callers(balancer: Balancer, namespace: str, token: str, trusted: ssl.SSLContext, rollout: Rollout) -> list[SteadyCaller]:
    plain, tls = balancer.port("plain"), balancer.port("tls")
    v1 = f"/v1/environments/{MODE}/namespaces/{namespace}/workflows"
    argo = f"/argo/{MODE}/api/v1/workflows/{namespace}"
    reads, tls_reads = Http(plain, token), Http(tls, token, trusted)
    calls = {
        "submit, /v1": submissions("v1", Http(plain, token), v1, False),
        "submit, gRPC": Grpc("grpc", plain, namespace, token),
        "submit, Argo API, TLS": submissions("argo", Http(tls, token, trusted), argo, True),
        "list, /v1": lambda _: reads("GET", f"{v1}?pageSize=5"),
        "list, Argo API, TLS": lambda _: tls_reads("GET", f"{argo}?listOptions.limit=5"),
    }
    return [SteadyCaller(way, call, lambda: rollout.phase) for way, call in calls.items()]


def watchers(balancer: Balancer, namespace: str, token: str, trusted: ssl.SSLContext) -> list[Watcher]:
    v1 = f"/v1/environments/{MODE}/namespaces/{namespace}/workflows:watch?resourceVersion={{version}}"
    argo = f"/argo/{MODE}/api/v1/workflow-events/{namespace}?listOptions.resourceVersion={{version}}"
    plain, tls = balancer.port("plain"), balancer.port("tls")
    return [
        Watcher("watch, /v1", OverHttp(v1, token, of_v1), lambda: plain),
        Watcher("watch, gRPC", OverGrpc(namespace, token), lambda: plain),
        Watcher("watch, Argo API, TLS", OverHttp(argo, token, of_argo, trusted), lambda: tls),
    ]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos/run rollout", description="Updates and rotations of gateways under load.")
    parser.add_argument("--short", action="store_true", help="one update instead of three, one minute instead of ten")
    parser.add_argument(
        "--before", type=Path, metavar="DIRECTORY", help="an older, built checkout, with which all gateways begin; then both serve for ten minutes"
    )
    return parser.parse_args()


def main() -> int:
    given = arguments()
    updates = 1 if given.short else 3
    build = given.before.resolve() if given.before else CHECKOUT
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-rollout-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        argo = stack.enter_context(OwnArgoServer(scratch))
        old, new = (certificate(made(scratch / name)) for name in ("old", "new"))
        trusted = ssl.create_default_context(cadata=old.chain.read_text() + new.chain.read_text())
        replicas = [stack.enter_context(replica(build, cluster, scratch, number, argo.port, old)) for number in (1, 2, 3)]
        balancer = stack.enter_context(Balancer(made(scratch / "balancer"), endpoints(replicas)))
        namespace, token = cluster.names.submissions, cluster.caller_token()
        start_logging(namespace, 3600, COUNTING)
        rollout = Rollout(replicas, balancer, old)
        log_path = f"/v1/environments/{MODE}/namespaces/{namespace}/workflows/{LOGGING}/logs"
        log = stack.enter_context(LogReader(balancer.port("plain"), log_path, token))
        watching = [stack.enter_context(one) for one in watchers(balancer, namespace, token, trusted)]
        calling = [stack.enter_context(one) for one in callers(balancer, namespace, token, trusted, rollout)]
        rollout.quiet("undisturbed")
        if given.before:
            rollout.run_side_by_side(60 if given.short else 600)
        for _ in range(updates):
            rollout.update()
            say("updated")
        rollout.kill()
        rollout.rotate_certificate(new)
        say("certificate rotated")
        rollout.rotate_token(cluster.names.gateway)
        rollout.quiet("afterwards")
        for caller in calling:
            caller.stop()
        time.sleep(5)
        return report(calling, watching, log, made_workflows(namespace))


def made(directory: Path) -> Path:
    directory.mkdir()
    return directory


def replica(build: Path, cluster: Cluster, scratch: Path, number: int, argo_port: int, served: Certificate) -> Replica:
    one = Replica(build, cluster, scratch / f"replica-{number}", argo_port, served)
    one.token = bound_token(cluster.names.gateway, BOUND + "-1")
    return one


def made_workflows(namespace: str) -> dict[str, tuple[str, int]]:
    """The way and the index of each workflow."""
    answer = kubectl("get", "workflows", "--namespace", namespace, "--selector", INDEX, "--output", "json", "--chunk-size=500")
    labels = {one["metadata"]["name"]: one["metadata"]["labels"] for one in json.loads(answer)["items"]}
    return {name: (one[WAY], int(one[INDEX])) for name, one in labels.items()}


def report(calling: list[SteadyCaller], watching: list[Watcher], log: LogReader, workflows: dict[str, tuple[str, int]]) -> int:
    failed = False
    print("| call | phase | calls | failed | tried again | longest (s) |")
    print("|---|---|---|---|---|---|")
    for caller in calling:
        for phase, calls in caller.phases.items():
            print(f"| {caller.way} | {phase} | {calls.count} | {len(calls.failed)} | {len(calls.again)} | {calls.longest:.2f} |")
            explain(caller.way, phase, calls)
            failed |= bool(calls.failed)
    counts = collections.Counter(workflows.values())
    doubled = sum(1 for count in counts.values() if count > 1)
    print(f"\nworkflows: {len(counts)}, doubled: {doubled}\n")
    print("| stream | connections | lost | doubled | longest gap (s) |")
    print("|---|---|---|---|---|")
    for watcher in watching:
        lost = len(set(workflows) - watcher.names)
        print(f"| {watcher.way} | {watcher.connections} | {lost} | {watcher.doubled} | {watcher.longest_gap:.1f} |")
        failed |= bool(lost or watcher.doubled)
    print(f"| log, /v1 | {log.connections} | {log.missing} | | |")
    return 1 if failed or doubled or log.missing or not log.numbers else 0


def explain(way: str, phase: str, calls: Calls) -> None:
    for met, count in collections.Counter(text[:160] for text in calls.failed + calls.again).most_common(3):
        say(f"{way}, {phase}: {met} ({count})")


if __name__ == "__main__":
    sys.exit(main())
