"""The command: measures the small callers alone and beside the greedy one, prints a table, and fails when a call was lost."""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.measure.cluster import Cluster, kubectl
from bench.measure.figures import percentile

from chaos.abuse.gateway import SmallGateway
from chaos.abuse.world import CHECKOUT, GREEDY, caller_name, token
from chaos.progress import say

from .callers import ADDRESS_OF_GREEDY, ADDRESS_OF_SMALL, Caller, CrowdOfAnotherProcess, Submission, Way, crowd_of

SMALL = [f"small-{number}" for number in range(10)]
OBEDIENT = "obedient"
PAUSE_OF_SMALL = 1.0
THREADS_OF_GREEDY = 48
MOST_TRIES = 5
GOAL = 1.5


@dataclass
class Seen:
    """What the callers of one way saw."""

    way: Way
    alone: list[Submission]
    beside: list[Submission]
    greedy: list[Submission]
    obedient: list[list[Submission]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos/run fairness", description="One greedy caller beside ten small ones.")
    parser.add_argument("--short", action="store_true", help="15 seconds for each phase instead of 60")
    return parser.parse_args()


def prepare(cluster: Cluster) -> None:
    """Makes the accounts, each with the rights of a data scientist."""
    namespace = cluster.names.submissions
    for account in (GREEDY, OBEDIENT, *SMALL):
        kubectl("create", "serviceaccount", account, "--namespace", namespace)
        member = f"--serviceaccount={namespace}:{account}"
        kubectl("create", "rolebinding", f"fairness-{account}", "--role=workflow-user", member, "--namespace", namespace)


def observe(way: Way, tokens: dict[str, str], seconds: float) -> Seen:
    say(f"{way.name}: warming up")
    greedy = [Caller(way, tokens[GREEDY], ADDRESS_OF_GREEDY) for _ in range(THREADS_OF_GREEDY)]
    small = [Caller(way, tokens[account], ADDRESS_OF_SMALL) for account in SMALL]
    with CrowdOfAnotherProcess(greedy[:8]):
        time.sleep(seconds)
    say(f"{way.name}: ten small callers")
    with crowd_of(small, PAUSE_OF_SMALL) as alone:
        time.sleep(seconds)
    say(f"{way.name}: a greedy caller with {THREADS_OF_GREEDY} threads beside them")
    obedient: list[list[Submission]] = []
    with CrowdOfAnotherProcess(greedy) as crowd:
        time.sleep(2)
        with crowd_of(small, PAUSE_OF_SMALL) as beside:
            end = time.monotonic() + seconds
            caller = Caller(way, tokens[OBEDIENT], ADDRESS_OF_SMALL)
            while time.monotonic() < end:
                obedient.append(caller.submit_and_obey(MOST_TRIES))
                time.sleep(0.5)
    return Seen(way, alone.taken(), beside.taken(), crowd.submissions, obedient)


def milliseconds(submissions: list[Submission], percent: float) -> float:
    """Of the accepted ones."""
    times = [one.seconds * 1000 for one in submissions if one.status == 200]
    return percentile(times, percent) if times else 0.0


def row(seen: Seen) -> str:
    alone, beside = milliseconds(seen.alone, 99), milliseconds(seen.beside, 99)
    accepted = sum(one.status == 200 for one in seen.greedy)
    cells = [
        seen.way.name,
        f"{milliseconds(seen.alone, 50):.0f}, {alone:.0f} ms",
        f"{milliseconds(seen.beside, 50):.0f}, {beside:.0f} ms",
        f"{beside / max(alone, 1):.2f}",
        f"{accepted} of {len(seen.greedy)}",
        f"{milliseconds(seen.greedy, 50):.0f} ms",
        f"{sum(tries[-1].status == 200 for tries in seen.obedient)} of {len(seen.obedient)}",
    ]
    return "| " + " | ".join(cells) + " |"


def faults(seen: Seen) -> list[str]:
    """What no load excuses: a small caller that is refused or gets no answer, and an obedient one that is never accepted."""
    found = [f"a small caller got {one.status or 'no answer'}" for one in seen.alone + seen.beside if one.status != 200]
    found += [f"a greedy caller got {one.status or 'no answer'}" for one in seen.greedy if one.status not in (200, 429)]
    found += ["a caller that waits as long as required was not accepted" for tries in seen.obedient if tries[-1].status != 200]
    return found


def main() -> int:
    given = arguments()
    seconds = 15 if given.short else 60
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-fairness-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        prepare(cluster)
        users = [caller_name(cluster, account) for account in (OBEDIENT, *SMALL)]
        gateway = stack.enter_context(SmallGateway(CHECKOUT, cluster, scratch, users))
        path = f"/api/v1/workflows/{cluster.names.submissions}"
        argo = urlsplit(os.environ["TESTBED_ARGO_SERVER_URL"]).port
        assert argo is not None
        tokens = {account: token(cluster, account) for account in (GREEDY, OBEDIENT, *SMALL)}
        results = [observe(way, tokens, seconds) for way in (Way("gateway", gateway.port, path), Way("argo-server", argo, path))]
    print("| way | small alone: p50, p99 | beside: p50, p99 | p99 ratio | greedy accepted | greedy p50 | obedient accepted |")
    print("|---|---|---|---|---|---|---|")
    for seen in results:
        print(row(seen))
    ratio = milliseconds(results[0].beside, 99) / max(milliseconds(results[0].alone, 99), 1)
    say(f"small callers' p99 ratio {ratio:.2f}, goal {GOAL}: {'met' if ratio <= GOAL else 'MISSED'}")
    wrong = faults(results[0])
    for text in wrong[:5]:
        say(f"FAULT: {text}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
