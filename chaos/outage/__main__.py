"""The command: kills the Argo Server, lets it be away for a minute, and holds what callers see against the goals."""

import argparse
import contextlib
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.measure.cluster import Cluster
from bench.measure.documents import workflow
from bench.measure.figures import percentile
from bench.measure.processes import resident_mebibytes
from chaos.progress import say
from chaos.servers import MODE, OwnArgoServer, Replica

from .calls import Call, Caller, reasons

CHECKOUT = Path(__file__).resolve().parents[2]
BEFORE, AFTER = 15.0, 15.0
LONGEST_RECOVERY = 5.0
# A call that began before the end may have been on its way; the first ones find out.
TO_FIND_OUT = 2.0
LONGEST_FAILURE = 1.0
GROWTH = 64


def milliseconds(calls: list[Call], percent: float) -> float:
    return percentile([call.seconds for call in calls], percent) * 1000 if calls else float("nan")


def recovery(calls: list[Call], back: float) -> float:
    """Seconds from the return of the server to the end of the last failure after it; 0 without one."""
    return max(
        (call.began + call.seconds - back for call in calls if call.began + call.seconds > back and call.status >= 300),
        default=0.0,
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos/run outage", description="An Argo Server that is away for a minute.")
    parser.add_argument("--short", action="store_true", help="15 seconds")
    away = 15.0 if parser.parse_args().short else 60.0
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-outage-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        argo = OwnArgoServer(scratch)
        stack.enter_context(argo)
        replica = stack.enter_context(Replica(CHECKOUT, cluster, scratch / "gateway", argo.port))
        callers = [stack.enter_context(caller) for caller in made(replica.port, cluster)]
        time.sleep(BEFORE)
        before = resident_mebibytes(replica.pid)
        os.kill(argo.pid, signal.SIGKILL)
        gone = time.monotonic()
        time.sleep(away)
        during = resident_mebibytes(replica.pid)
        argo.__enter__()
        back = time.monotonic()
        time.sleep(AFTER)
        after = resident_mebibytes(replica.pid)
        return report(callers, gone, back, (before, during, after))


def made(port: int, cluster: Cluster) -> list[Caller]:
    namespace, token = cluster.names.submissions, cluster.caller_token()
    v1 = f"/v1/environments/{MODE}/namespaces/{namespace}/workflows"
    argo = f"/argo/{MODE}/api/v1/workflows/{namespace}"
    document = workflow({"chaos": "outage"})
    return [
        Caller("submission, /v1", port, "POST", v1, json.dumps(document), token),
        Caller("submission, Argo API", port, "POST", argo, json.dumps({"workflow": document}), token),
        Caller("list, /v1", port, "GET", f"{v1}?pageSize=5", "", token),
        Caller("list, Argo API", port, "GET", f"{argo}?listOptions.limit=5", "", token),
    ]


def report(callers: list[Caller], gone: float, back: float, resident: tuple[float, float, float]) -> int:
    print("| call | before: p50, p99 (ms) | away: calls, p50, p99 (ms) | reasons | failures end after the return (s) |")
    print("|---|---|---|---|---|")
    failed = resident[1] - resident[0] > GROWTH
    for caller in callers:
        calls = caller.calls
        before = [call for call in calls if call.began + call.seconds < gone]
        away = [call for call in calls if gone + TO_FIND_OUT < call.began and call.began + call.seconds < back]
        recovered = recovery(calls, back)
        print(
            f"| {calls[0].what} | {milliseconds(before, 50):.0f}, {milliseconds(before, 99):.0f}"
            f" | {len(away)}, {milliseconds(away, 50):.1f}, {milliseconds(away, 99):.1f} | {reasons(away)} | {recovered:.1f} |"
        )
        failed |= any(call.status >= 300 for call in before) or any(call.status < 300 for call in away)
        failed |= milliseconds(away, 99) > LONGEST_FAILURE * 1000 or recovered > LONGEST_RECOVERY
    print("resident memory before, away, after: " + ", ".join(f"{value:.0f} MiB" for value in resident))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
