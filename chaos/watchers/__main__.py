"""The command: restarts gateways one after the other while watchers see workflows end, and counts what each one saw."""

import argparse
import collections
import contextlib
import http.client
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.measure.cluster import Cluster, kubectl
from chaos.progress import say
from chaos.servers import MODE, OwnArgoServer, Replica

from .clients import TERMINAL, OverGrpc, OverHttp, Watcher, of_argo, of_v1

CHECKOUT = Path(__file__).resolve().parents[2]
LABEL = "chaos-watchers"
BEFORE_THE_START = 20
WORKFLOWS_BETWEEN_RESTARTS = 20
PATIENCE = 60.0
NUMBERS = {"v1": 20, "grpc": 20, "argo-api": 10}


def submit(port: int, namespace: str, token: str, count: int) -> set[str]:
    """Workflows that end by themselves after one or two seconds, straight at the Argo Server."""
    names = set()
    for _ in range(count):
        spec = {"entrypoint": "wait", "templates": [{"name": "wait", "suspend": {"duration": "1"}}]}
        workflow = {"metadata": {"generateName": "watched-", "labels": {LABEL: "true"}}, "spec": spec}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", f"/api/v1/workflows/{namespace}", json.dumps({"workflow": workflow}), headers)
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {said[:500]!r}")
        names.add(json.loads(said)["metadata"]["name"])
        time.sleep(0.25)
    return names


def all_ended(namespace: str, names: set[str]) -> bool:
    found = json.loads(kubectl("get", "workflows", "--namespace", namespace, "--selector", LABEL, "--output", "json"))
    phases = {one["metadata"]["name"]: one.get("status", {}).get("phase", "") for one in found["items"]}
    return all(phases.get(name) in TERMINAL for name in names)


def restart(replica: Replica, signal_number: signal.Signals) -> None:
    os.kill(replica.pid, signal_number)
    replica.wait()
    replica.__enter__()


def until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.5)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos/run watchers", description="Watchers whose gateway is restarted.")
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--short", action="store_true", help="4 restarts")
    given = parser.parse_args()
    restarts = 4 if given.short else given.restarts
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-watchers-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        argo = stack.enter_context(OwnArgoServer(scratch))
        replicas = [stack.enter_context(Replica(CHECKOUT, cluster, scratch / f"replica-{one}", argo.port)) for one in (1, 2)]
        namespace, token = cluster.names.submissions, cluster.caller_token()
        names = submit(argo.port, namespace, token, BEFORE_THE_START)
        watchers = [stack.enter_context(one) for one in made(namespace, token, replicas)]
        began = time.monotonic()
        for number in range(restarts):
            names |= submit(argo.port, namespace, token, WORKFLOWS_BETWEEN_RESTARTS)
            how = (signal.SIGTERM, signal.SIGKILL)[number // 2 % 2]
            restart(replicas[number % 2], how)
            say(f"restart {number + 1} of {restarts} ({how.name})")
        if not until(lambda: all_ended(namespace, names), PATIENCE):
            raise RuntimeError("the workflows do not end")
        until(lambda: all(names <= watcher.names for watcher in watchers), PATIENCE)
        say(f"{len(names)} workflows, {restarts} restarts in {time.monotonic() - began:.0f} s")
        return report(watchers, names)


def made(namespace: str, token: str, replicas: list[Replica]) -> list[Watcher]:
    streams = {
        "v1": OverHttp(
            f"/v1/environments/{MODE}/namespaces/{namespace}/workflows:watch?resourceVersion={{version}}", token, of_v1
        ),
        "grpc": OverGrpc(namespace, token),
        "argo-api": OverHttp(
            f"/argo/{MODE}/api/v1/workflow-events/{namespace}?listOptions.resourceVersion={{version}}", token, of_argo
        ),
    }
    return [
        Watcher(way, streams[way], lambda: random.choice(replicas).port, lambda seen: seen.final)
        for way, number in NUMBERS.items()
        for _ in range(number)
    ]


def report(watchers: list[Watcher], names: set[str]) -> int:
    failed = False
    print("| way | watchers | connections | final events | lost | doubled | longest gap (s) |")
    print("|---|---|---|---|---|---|---|")
    for way in NUMBERS:
        those = [watcher for watcher in watchers if watcher.way == way]
        lost = sum(len(names - watcher.names) for watcher in those)
        doubled = sum(watcher.doubled for watcher in those)
        events = sum(len(watcher.seen) for watcher in those)
        gap = max(watcher.longest_gap for watcher in those)
        connections = sum(watcher.connections for watcher in those)
        print(f"| {way} | {len(those)} | {connections} | {events} | {lost} | {doubled} | {gap:.1f} |")
        problems: collections.Counter[str] = sum((watcher.problems for watcher in those), collections.Counter())
        say(f"{way}: " + ", ".join(f"{text} ({count})" for text, count in problems.most_common(6)))
        failed |= bool(lost or doubled)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
