"""The first calls of a gateway after its start, each beside the same call straight to the Argo Server."""

import http.client
import json
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlsplit

# A call after this many belongs to a warm gateway.
WINDOWS = ((1, 200), (201, 1000), (1001, 3000))
LAST = 500

WORKFLOW = {
    "metadata": {"generateName": "first-"},
    "spec": {
        "entrypoint": "main",
        "templates": [{"name": "main", "container": {"image": "busybox", "command": ["true"]}}],
    },
}


def lint(address: str, prefix: str, namespace: str, token: str) -> Callable[[], float]:
    """Makes a lint over one kept connection; returns its milliseconds."""
    to = urlsplit(address)
    connection = http.client.HTTPConnection(to.hostname or "", to.port, timeout=30)
    body = json.dumps({"workflow": WORKFLOW})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call() -> float:
        begun = time.perf_counter()
        connection.request("POST", f"{prefix}/api/v1/workflows/{namespace}/lint", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        taken = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"lint at {address} was answered with {answer.status}: {text[:200]!r}")
        return taken

    return call


def measure(gateway: Callable[[], float], straight: Callable[[], float], calls: int) -> list[tuple[float, float]]:
    """Milliseconds of the gateway's calls from the first on, and of the call straight to the Argo Server after each."""
    straight()
    return [(gateway(), straight()) for _ in range(calls)]


def report(starts: list[list[tuple[float, float]]]) -> str:
    """A row for each part of the calls: the medians of all starts together, and the smallest and largest of one start."""
    calls = len(starts[0])
    parts = [(first, min(last, calls)) for first, last in WINDOWS if first <= calls] + [(calls - LAST + 1, calls)]
    warm = _medians([start[-LAST:] for start in starts])[0]
    rows = ["| calls after a start | gateway p50 | straight p50 | ratio to warm | of starts |", "|---|---|---|---|---|"]
    for first, last in parts:
        gateway, straight = _medians([start[first - 1 : last] for start in starts])
        of_each = [statistics.median(one for one, _ in start[first - 1 : last]) for start in starts]
        rows.append(
            f"| {first} to {last} | {gateway:.2f} ms | {straight:.2f} ms | {gateway / warm:.2f} |"
            f" {min(of_each):.2f} to {max(of_each):.2f} ms |"
        )
    return "\n".join(rows)


def _medians(parts: list[list[tuple[float, float]]]) -> tuple[float, float]:
    return (
        statistics.median(gateway for part in parts for gateway, _ in part),
        statistics.median(straight for part in parts for _, straight in part),
    )
