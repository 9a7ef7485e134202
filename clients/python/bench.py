"""Measures the client: ``python bench.py [SUBMISSIONS [SWEEP [ROUNDS]]]``, at the gateway of TIPHYS_URL and TIPHYS_TOKEN_FILE.

Prints the median of the import beyond grpcio, the time and bytes of the view of 1,000 nodes, and, in turns so that all meet the
same load, submissions over gRPC and by Hera's service (p50, p99), and a sweep against loops of Hera's service. Hera goes through
the gateway, and straight to the Argo Server where TIPHYS_BENCH_ARGO_URL names one. The workflows are suspended, so that no pod
runs, and are deleted at the end.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


PREFIX = "bench-python-"
_WARM_UP = 20


def example() -> Any:
    """A workflow of which nothing runs."""
    from hera.workflows import Suspend, Workflow

    with Workflow(generate_name=PREFIX, entrypoint="main", suspend=True, arguments={"x": 0}) as made:
        Suspend(name="main")
    return made


def by_hera(url: str, token: str) -> Callable[[], object]:
    """A submission by Hera's own service at this address."""
    from hera.workflows import WorkflowsService

    made = example()
    made.workflows_service = WorkflowsService(host=url, token=token)

    def create() -> None:
        made.name = None
        made.create()

    return create


def submissions(count: int, swept: int, rounds: int) -> None:
    import tiphys.hera
    from tiphys import Client

    with Client() as client, tiphys.hera.use(client), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from hera.shared import global_config

        made, token = example(), str(global_config.token)
        arms = {
            f"submit over {client.connection.transport_name}": lambda: client.submit(made),
            "submit by Hera's service": by_hera(str(global_config.host), token),
        }
        if os.environ.get("TIPHYS_BENCH_ARGO_URL"):
            arms["submit by Hera's service, straight at Argo"] = by_hera(os.environ["TIPHYS_BENCH_ARGO_URL"], token)
        took: dict[str, list[float]] = {what: [] for what in arms}
        spent = dict.fromkeys(arms, 0.0)
        for number in range(_WARM_UP + count):
            for what, submit in arms.items():
                before = time.process_time()
                value = seconds(submit)
                if number >= _WARM_UP:
                    took[what].append(value)
                    spent[what] += time.process_time() - before
        for what, values in took.items():
            show(what, values)
            print(f"  processor time of this process: {spent[what] / count * 1000:.1f} ms each")
        sweeps(client, made, arms, swept, rounds)
        delete_all(client)


def sweeps(client: Any, made: Any, arms: dict[str, Callable[[], object]], count: int, rounds: int) -> None:
    grid = {"x": list(range(count))}
    loops = {what: submit for what, submit in arms.items() if "Hera" in what}
    took: dict[str, list[float]] = {what: [] for what in ("sweep", *loops)}
    for _ in range(rounds):
        begin = time.perf_counter()
        done = client.sweep(made, grid)
        took["sweep"].append(time.perf_counter() - begin)
        assert len(done.runs) == count, done.failures[:3]
        for what, submit in loops.items():
            took[what].append(seconds(lambda submit=submit: [submit() for _ in range(count)]))
    for what, values in took.items():
        name = what if what == "sweep" else f"loop, {what}"
        each = ", ".join(f"{value:.1f}" for value in values)
        print(
            f"{name} of {count}: median {statistics.median(values):.1f} s ({each}), {count / statistics.median(values):.0f}/s"
        )


def delete_all(client: Any) -> None:
    """Until the list is empty: it follows the cluster with a delay, so it lacks the newest and has some that are gone."""
    from concurrent.futures import ThreadPoolExecutor

    from tiphys import NotFound

    def delete(run: Any) -> None:
        with contextlib.suppress(NotFound):
            run.delete()

    with ThreadPoolExecutor(4) as pool:
        while found := list(client.runs(prefix=PREFIX)):
            list(pool.map(delete, found))


def main() -> None:
    importing()
    view()
    if os.environ.get("TIPHYS_URL"):
        given = [int(one) for one in sys.argv[1:]]
        submissions(*(given + [100, 100, 1][len(given) :]))


if __name__ == "__main__":
    main()
