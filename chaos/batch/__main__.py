"""The command: kills a gateway in the middle of a batch, sends the batch again, and counts the workflows."""

import argparse
import collections
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.measure.cluster import Cluster, kubectl
from bench.measure.gateway import Gateway
from chaos.progress import say

from .client import Results, send

CHECKOUT = Path(__file__).resolve().parents[2]
LABEL = "tiphys.io/batch-index"


def made(namespace: str) -> collections.Counter:
    """How often each index was made."""
    answer = kubectl("get", "workflows", "--namespace", namespace, "--selector", "tiphys.io/batch=chaos", "--output", "json")
    return collections.Counter(int(one["metadata"]["labels"][LABEL]) for one in json.loads(answer)["items"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos/run batch", description="Kills a gateway in the middle of a batch.")
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--short", action="store_true", help="1,000 items")
    given = parser.parse_args()
    items = 1_000 if given.short else given.items
    with tempfile.TemporaryDirectory(prefix="tiphys-batch-") as scratch, Cluster(CHECKOUT) as cluster:
        namespace, token = cluster.names.submissions, cluster.caller_token()
        path = f"/v1/environments/token-request/namespaces/{namespace}/batches?batchId=chaos"
        began = time.monotonic()
        first = Gateway(CHECKOUT, cluster, Path(scratch), [])
        with first:
            results = Results(items // 2, lambda: os.kill(first.pid, signal.SIGKILL))
            complete = send(first.address, path, token, items, results.hear)
        say(f"killed after {sum(results.outcomes.values())} results of {items}; complete: {complete}")
        with Gateway(CHECKOUT, cluster, Path(scratch), []) as second:
            again = Results(items + 1, lambda: None)
            resumed = send(second.address, path, token, items, again.hear)
        counts = made(namespace)
        gaps = [index for index in range(items) if index not in counts]
        doubled = [index for index, count in counts.items() if count > 1]
        say(f"second call: {again.outcomes}; {len(gaps)} gaps, {len(doubled)} doubled; {time.monotonic() - began:.0f} s")
        return 0 if resumed and not complete and not gaps and not doubled and len(counts) == items else 1


if __name__ == "__main__":
    sys.exit(main())
