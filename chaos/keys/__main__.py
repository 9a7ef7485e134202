"""The command: submits with keys while proxies break connections and processes are killed, and counts the workflows."""

import argparse
import collections
import contextlib
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.measure.cluster import Cluster, kubectl
from bench.measure.figures import percentile

from .clients import INDEX, WAY, Crowd, OverGrpc, OverHttp, Outcomes
from .faults import FaultProxy
from chaos.progress import say
from chaos.rotation import Rotation
from chaos.servers import MODE, ApiServer, Killer, OwnArgoServer, Replica

CHECKOUT = Path(__file__).resolve().parents[2]
THREADS = 8
SHARE_OF_FAULTS = 0.15
PAUSE_BETWEEN_KILLS = 8.0
PAUSE_BETWEEN_ROTATIONS = 10.0
STRAIGHT = "argo-server"


def made(namespace: str) -> dict[str, collections.Counter]:
    """How often each index was made, by way."""
    counts: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    answer = kubectl("get", "workflows", "--namespace", namespace, "--selector", INDEX, "--output", "json", "--chunk-size=500")
    for one in json.loads(answer)["items"]:
        labels = one["metadata"]["labels"]
        counts[labels[WAY]][int(labels[INDEX])] += 1
    return counts


def row(way: str, submissions: int, outcomes: Outcomes, counts: collections.Counter) -> tuple[str, int, int]:
    lost = sum(1 for index in range(submissions) if index not in counts)
    doubled = sum(1 for count in counts.values() if count > 1)
    times = ", ".join(f"{percentile(outcomes.seconds, percent) * 1000:.0f}" for percent in (50, 99, 99.9)) if outcomes.seconds else "none"
    return f"| {way} | {submissions} | {outcomes.tries} | {lost} | {doubled} | {times} |", lost, doubled


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos/run keys", description="Keyed submissions while everything breaks.")
    parser.add_argument("--submissions", type=int, default=10_000, help="over all three APIs together")
    parser.add_argument("--short", action="store_true", help="600 submissions")
    parser.add_argument("--gate", action="store_true", help="180 submissions, without the comparison: a part of the tests")
    parser.add_argument("--api-server", action="store_true", help="kill the kube-apiserver too; nothing else may use the testbed")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    return parser.parse_args()


def main() -> int:
    given = arguments()
    each = (180 if given.gate else 600 if given.short else given.submissions) // 3
    say(f"{each} submissions over each API, --seed {given.seed}")
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-keys-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        argo = stack.enter_context(OwnArgoServer(scratch))
        to_argo = stack.enter_context(FaultProxy(argo.port, given.seed, SHARE_OF_FAULTS))
        replicas = [stack.enter_context(Replica(CHECKOUT, cluster, scratch / f"replica-{one}", to_argo.port)) for one in (1, 2)]
        proxies = [
            stack.enter_context(FaultProxy(replica.port, given.seed + number, SHARE_OF_FAULTS))
            for number, replica in enumerate(replicas, 1)
        ]

        def gateways() -> int:
            return random.choice(proxies).port

        namespace, token = cluster.names.submissions, cluster.caller_token()
        rest = f"/v1/environments/{MODE}/namespaces/{namespace}/workflows"
        argo_path = f"/api/v1/workflows/{namespace}"
        denial_is_final = not given.api_server
        sends = {
            "v1": OverHttp("v1", gateways, rest, token, True, denial_is_final),
            "argo-api": OverHttp("argo-api", gateways, f"/argo/{MODE}{argo_path}", token, True, denial_is_final),
            "grpc": OverGrpc("grpc", gateways, namespace, token, denial_is_final),
        }
        crowds = {way: Crowd(send, range(each), THREADS) for way, send in sends.items()}
        victims = [*replicas, argo, *([ApiServer(CHECKOUT)] if given.api_server else [])]
        rotation = stack.enter_context(Rotation(replicas, cluster.names.gateway, PAUSE_BETWEEN_ROTATIONS))
        with Killer(victims, PAUSE_BETWEEN_KILLS, given.seed) as killer:
            for crowd in crowds.values():
                crowd.start()
            outcomes = {way: crowd.join() for way, crowd in crowds.items()}
            say(f"{rotation.rotations} tokens replaced, {killer.kills} processes killed in {time.monotonic() - began:.0f} s")
            if not given.gate:
                say("now straight to the Argo Server")
                straight = Crowd(OverHttp(STRAIGHT, lambda: to_argo.port, argo_path, token, False), range(each), THREADS)
                straight.start()
                outcomes[STRAIGHT] = straight.join()
        return report(each, outcomes, made(namespace), proxies + [to_argo], began)


def report(
    each: int, outcomes: dict[str, Outcomes], counts: dict[str, collections.Counter], proxies: list[FaultProxy], began: float
) -> int:
    met: collections.Counter[str] = sum((proxy.met for proxy in proxies), collections.Counter())
    say("faults: " + ", ".join(f"{name} {count}" for name, count in met.most_common()))
    print("| way | submissions | tries | lost | doubled | p50, p99, p99.9 (ms) |")
    print("|---|---|---|---|---|---|")
    failed = False
    for way, one in outcomes.items():
        line, lost, doubled = row(way, each, one, counts[way])
        print(line)
        for text in (one.refused + one.given_up)[:3]:
            say(f"{way}: not accepted: {text}")
        if way != STRAIGHT:
            failed |= bool(lost or doubled or one.refused or one.given_up)
    say(f"{time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
