"""The command: submits the same number of workflows in each way and prints the rates of one run.

Needs what bench/run prepares: testbed, gateway and their variables. `bench/run-batch` calls it.
"""

import argparse
import concurrent.futures
import http.client
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bench.measure.cluster import Cluster
from bench.measure.gateway import Gateway
from bench.progress import say
from chaos.batch.client import WORKFLOW, Results, send

from . import memory

CHECKOUT = Path(__file__).resolve().parents[2]
DIRECT_CLIENTS = 16
MOST_OF_A_LOOP = 200


def path_of(cluster: Cluster) -> str:
    """Of a new batch."""
    return f"/v1/environments/token-request/namespaces/{cluster.names.submissions}/batches?batchId=bench-{time.time_ns()}"


def batch(gateway: Gateway, cluster: Cluster, token: str, items: int) -> int:
    path = path_of(cluster)
    results = Results(items + 1, lambda: None)
    if not send(gateway.address, path, token, items, results.hear):
        raise RuntimeError(f"the batch is not complete: {results.outcomes}")
    return items


def direct(cluster: Cluster, token: str, items: int, clients: int) -> int:
    """Straight to the Argo Server, each client with a connection of its own."""
    host = urlsplit(os.environ["TESTBED_ARGO_SERVER_URL"])
    body = json.dumps({"workflow": WORKFLOW}).encode()
    path = f"/api/v1/workflows/{cluster.names.submissions}"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    left, lock = [items], threading.Lock()

    def work() -> None:
        connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)
        while True:
            with lock:
                if left[0] == 0:
                    return connection.close()
                left[0] -= 1
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            if response.status != 200:
                raise RuntimeError(f"the Argo Server answered {response.status}: {response.read(500)!r}")
            response.read()

    with concurrent.futures.ThreadPoolExecutor(clients) as pool:
        for one in [pool.submit(work) for _ in range(clients)]:
            one.result()
    return items


def command_line(cluster: Cluster, token: str, items: int, scratch: Path) -> int:
    """argo submit, one process for each workflow."""
    file = scratch / "workflow.json"
    file.write_text(json.dumps(WORKFLOW))
    # The token is no argument, because a failed command is shown with its arguments.
    server = {"ARGO_SERVER": urlsplit(os.environ["TESTBED_ARGO_SERVER_URL"]).netloc, "ARGO_SECURE": "false"}
    environment = os.environ | server | {"ARGO_TOKEN": f"Bearer {token}"}
    command = ["argo", "submit", "--namespace", cluster.names.submissions, "--output", "name", str(file)]
    count = min(items, MOST_OF_A_LOOP)
    for _ in range(count):
        subprocess.run(command, env=environment, check=True, capture_output=True)
    return count


def hera(cluster: Cluster, token: str, items: int) -> int:
    """Hera's own client in a loop, straight to the Argo Server."""
    from hera.workflows import Suspend, Workflow, WorkflowsService

    service = WorkflowsService(host=os.environ["TESTBED_ARGO_SERVER_URL"], token=f"Bearer {token}")
    count = min(items, MOST_OF_A_LOOP)
    for _ in range(count):
        workflow = Workflow(
            generate_name="batch-",
            entrypoint="wait",
            suspend=True,
            namespace=cluster.names.submissions,
            templates=[Suspend(name="wait")],
            workflows_service=service,
        )
        workflow.create()
    return count


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/run-batch", description="Submits many workflows in each way.")
    parser.add_argument("--items", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, metavar="BYTES", help="one batch with items of this size, and the gateway's memory meanwhile")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tiphys-bench-") as name, Cluster(CHECKOUT) as cluster:
        scratch, token = Path(name), cluster.caller_token()
        with Gateway(CHECKOUT, cluster, scratch, []) as gateway:
            ways: dict[str, Callable[[], int]] = {
                "one batch": lambda: batch(gateway, cluster, token, given.items),
                f"{DIRECT_CLIENTS} direct clients": lambda: direct(cluster, token, given.items, DIRECT_CLIENTS),
                "1 direct client": lambda: direct(cluster, token, min(given.items, MOST_OF_A_LOOP), 1),
                "argo submit in a loop": lambda: command_line(cluster, token, given.items, scratch),
            }
            if importlib.util.find_spec("hera"):
                ways["Hera in a loop"] = lambda: hera(cluster, token, given.items)
            say("warming up")
            batch(gateway, cluster, token, 300)
            if given.memory:
                print(memory.measure(gateway, path_of(cluster), token, given.items, given.memory))
                return 0
            rates: dict[str, list[float]] = {way: [] for way in ways}
            for _ in range(given.rounds):
                for way, run in ways.items():
                    began = time.monotonic()
                    count = run()
                    rates[way].append(count / (time.monotonic() - began))
                    say(f"{way}: {rates[way][-1]:.0f} workflows a second")
    best = sorted(rates[f"{DIRECT_CLIENTS} direct clients"])[given.rounds // 2]
    print(f"{'way':28} {'median/s':>9} {'least':>7} {'most':>7} {'of direct':>9}")
    for way, found in rates.items():
        median = sorted(found)[len(found) // 2]
        print(f"{way:28} {median:9.0f} {min(found):7.0f} {max(found):7.0f} {median / best:9.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
