"""The command: finds the rate at which a gateway is saturated, calls at 70 of 100 of it, and compares the minutes."""

import argparse
import contextlib
import math
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.measure.cluster import Cluster
from bench.measure.kubernetes import Workflows
from chaos.abuse.gateway import SmallGateway
from chaos.abuse.world import CHECKOUT
from chaos.crowd import Crowd
from chaos.progress import say

from .callers import Call, Caller
from .samples import HEAD, Minute, Process, faults
from .streams import Watch

SHARE = 0.7
CALLERS, WATCHES = 16, 10


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos/run soak", description="Steady load: memory, threads, descriptors and p99 stay flat.")
    parser.add_argument("--short", action="store_true", help="five minutes instead of thirty, after a shorter warm-up")
    return parser.parse_args()


def saturated(callers: list[Caller], seconds: float) -> float:
    """Successful calls a second, as fast as they are answered."""
    with Crowd([caller.call for caller in callers], 0, 0) as crowd:
        time.sleep(seconds)
        calls = crowd.taken()
    rate = sum(200 <= call.status < 300 for call in calls) / seconds
    say(f"{len(calls) / seconds:.0f} calls a second by {len(callers)} callers" + (f", refused: {dict(refused(calls))}" if refused(calls) else ""))
    return rate


def refused(calls: list[Call]) -> Counter:
    return Counter(f"{call.what}: {call.status}" for call in calls if not 200 <= call.status < 300)


def steady(callers: list[Caller], rate: float, pid: int, count: int) -> list[Minute]:
    """So many minutes of calls at this rate, each of which is printed."""
    minutes: list[Minute] = []
    print(HEAD, flush=True)
    # A slow response delays the clock of no later call.
    with Crowd([caller.call for caller in callers], len(callers) / rate, math.inf) as crowd:
        time.sleep(10)  # the first calls wait for new connections
        crowd.taken()
        process, began = Process.of(pid), time.monotonic()
        for number in range(1, count + 1):
            time.sleep(max(0.0, began + 60 * number - time.monotonic()))
            calls = crowd.taken()
            minutes.append(Minute.of(number, calls, process, Process.of(pid)))
            process = minutes[-1].process
            print(minutes[-1].row(), flush=True)
            for what, times in refused(calls).items():
                say(f"{times} times {what}")
    return minutes


def soak(gateway: SmallGateway, cluster: Cluster, short: bool) -> int:
    namespace, token = cluster.names.submissions, cluster.caller_token()

    def callers() -> list[Caller]:
        return [Caller(gateway.port, namespace, token, number) for number in range(CALLERS)]

    with contextlib.ExitStack() as stack:
        # From the beginning, because the history of a shared watch fills up to its limit.
        watches = [stack.enter_context(Watch(gateway.port, namespace, token, number)) for number in range(WATCHES)]
        say("warming up")
        saturated(callers(), 90 if short else 240)
        rate = saturated(callers(), 20) * SHARE
        Workflows(namespace, token).delete_all()
        say(f"steady at {rate:.0f} calls a second, with {WATCHES} watches")
        minutes = steady(callers(), rate, gateway.pid, 5 if short else 30)
        early = sum(watch.ended for watch in watches)
    wrong = faults(minutes) + ([f"{early} watches ended early"] if early else [])
    say(f"{sum(one.calls for one in minutes)} calls, {sum(watch.events for watch in watches)} lines of {WATCHES} watches")
    for text in wrong:
        say(f"FAULT: {text}")
    say("not flat" if wrong else "flat")
    return 1 if wrong else 0


def main() -> int:
    short = arguments().short
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-soak-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        gateway = stack.enter_context(SmallGateway(CHECKOUT, cluster, scratch))
        return soak(gateway, cluster, short)


if __name__ == "__main__":
    sys.exit(main())
