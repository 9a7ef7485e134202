"""Measures the client: ``python bench.py [COUNT]``, with a gateway where TIPHYS_URL and TIPHYS_TOKEN_FILE name one.

Prints the median of the import beyond grpcio, the time and bytes of the view of 1,000 nodes, and, interleaved so that both meet
the same load, submissions over gRPC and by Hera's service through the same gateway (p50, p99), and a sweep against a Hera loop.
The workflows are suspended, so that no pod runs, and are deleted at the end.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "src"), str(Path(__file__).parent / "tests")]


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def show(what: str, values: list[float]) -> None:
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{what}: p50 {statistics.median(ordered) * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms, n {len(ordered)}")


def importing() -> None:
    script = "import time, grpc; b = time.process_time(); from tiphys import Client; print(time.process_time() - b)"
    environment = {**os.environ, "PYTHONPATH": sys.path[0]}
    runs = [
        subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
        for _ in range(9)
    ]
    print(f"import beyond grpcio: median {statistics.median(float(run.stdout) for run in runs) * 1000:.0f} ms")


def view() -> None:
    from test_view import distinct, fan_out
    from trees import state

    from tiphys._display import Picture

    for name, make in (("distinct tasks", distinct), ("one loop", fan_out)):
        picture = Picture(state(make(1000), "Running", "1/1000"), "http://x")
        took = [seconds(picture._repr_html_) for _ in range(5)]
        print(
            f"view of 1,000 nodes, {name}: {statistics.median(took) * 1000:.0f} ms, {len(picture._repr_html_().encode())} bytes"
        )


def submissions(count: int) -> None:
    from hera.workflows import Suspend, Workflow

    import tiphys.hera
    from tiphys import Client

    with Client() as client, tiphys.hera.use(client), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Workflow(generate_name="bench-python-", entrypoint="main", suspend=True) as made:
            Suspend(name="main")

        def by_hera() -> None:
            made.name = None
            made.create()

        client.submit(made)
        by_hera()
        ours, theirs = [], []
        for _ in range(count):
            made.name = None
            ours.append(seconds(lambda: client.submit(made)))
            theirs.append(seconds(by_hera))
        show(f"submit over {client.connection.transport_name}", ours)
        show("submit by Hera's service", theirs)
        made.name = None
        grid = {"x": list(range(count))}
        print(f"sweep of {count}: {seconds(lambda: client.sweep(made, grid)):.1f} s")
        print(f"Hera loop of {count}: {seconds(lambda: [by_hera() for _ in range(count)]):.1f} s")
        for run in list(client.runs(prefix="bench-python-")):
            run.delete()


if __name__ == "__main__":
    importing()
    view()
    if os.environ.get("TIPHYS_URL"):
        submissions(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
