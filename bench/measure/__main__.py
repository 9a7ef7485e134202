"""The command: measures round by round, prints the tables and writes all that was measured to a file."""

import argparse
import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

from . import first_calls, handshakes, report
from .arms import ARGO_API, BEFORE, Arm, arms, chosen
from .blocks import Block, Measurer, Usage
from .cluster import Cluster
from .crowd import Crowd, CrowdMeasurer
from .envoy import Envoy
from .gateway import Gateway
from .kubernetes import Workflows
from .load import LoadFailed, send
from .older import module
from .operations import Operations
from .plan import PAGE, SUBMIT, VERSION, Plan, plan
from .processes import compiler_seconds, testbed_pids
from .rounds import Rounds
from .shelf import Shelf
from .training import ahead_of_time_cache

CHECKOUT = Path(__file__).resolve().parents[2]

# No more workflows than that are left behind before they are deleted.
REHEARSED_AT_ONCE = 500

# After a start.
FIRST_CALLS = 3000

# Each makes a connection.
CALLS_OF_A_ROUND = 300

# Seconds of the JVM's compilers for 1,000 submissions, below which they take no part in what is measured.
QUIET = 0.1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures what the gateway costs.")
    parser.add_argument("--quick", action="store_true", help="four minutes instead of fifteen: more noise")
    parser.add_argument("--rounds", type=int, help="how many rounds (5; quick: 1)")
    parser.add_argument("--minutes", type=float, help="no round starts that would end later (9; quick: 2)")
    parser.add_argument("--saturation", type=int, default=16, metavar="CLIENTS", help="how many saturate (16)")
    parser.add_argument("--warm-up", type=int, metavar="SUBMISSIONS", help="for each arm, at most: less once the JVM compiles no more (6000; quick: 500)")
    parser.add_argument("--only", metavar="TEXTS", help="only loads with one of these names, or in whose names one of these is; commas between them")
    parser.add_argument("--arms", metavar="TEXT", help="only arms with this in their names, and what they are compared with")
    parser.add_argument("--java", default="", metavar="OPTIONS", help="further options for the gateway's JVM")
    parser.add_argument("--before", type=Path, metavar="DIRECTORY", help="a built checkout of an older state, whose gateway is measured in the same rounds")
    parser.add_argument("--untrained", action="store_true", help="without an ahead-of-time cache")
    parser.add_argument("--first-calls", type=int, metavar="STARTS", help="measure the first 3,000 calls after so many starts, and nothing else")
    parser.add_argument("--connections", type=int, metavar="ROUNDS", help="measure calls that each make a TLS connection, 300 by each way and round, and nothing else")
    given = parser.parse_args()
    given.rounds = given.rounds or (1 if given.quick else 5)
    given.minutes = given.minutes or (2 if given.quick else 9)
    return given


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    given = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it, too, leaves nothing behind
    try:
        with contextlib.ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-bench-")))
            cluster = stack.enter_context(Cluster(CHECKOUT))
            if given.first_calls:
                return after_starts(given, cluster, scratch)
            if given.connections:
                return connections(given, cluster, scratch, stack)
            envoy = stack.enter_context(Envoy(os.environ["TESTBED_ARGO_SERVER_URL"], scratch))
            stack.enter_context(Shelf(cluster.names.page, cluster.caller_token()))
            gateway = stack.enter_context(started(given, CHECKOUT, Gateway, ahead_of_time_cache, cluster, scratch))
            before = None
            if given.before:
                beside = scratch / "before"
                beside.mkdir()
                of_then, cache_of_then = module(given.before, "gateway").Gateway, module(given.before, "training").ahead_of_time_cache
                before = stack.enter_context(started(given, given.before.resolve(), of_then, cache_of_then, cluster, beside))
            return run(given, cluster, envoy, gateway, before, scratch)
    except LoadFailed as e:
        say(f"bench: not every answer was a success, so there is no result: {e}")
        return 1
    except KeyboardInterrupt:
        say("bench: stopped")
        return 130


def after_starts(given: argparse.Namespace, cluster: Cluster, scratch: Path) -> int:
    token, namespace = cluster.caller_token(), cluster.names.submissions
    starts = []
    for number in range(given.first_calls):
        with started(given, CHECKOUT, Gateway, ahead_of_time_cache, cluster, scratch) as gateway:
            say(f"bench: start {number + 1} of {given.first_calls}")
            through = first_calls.lint(gateway.address, "/argo/token-request", namespace, token)
            straight = first_calls.lint(os.environ["TESTBED_ARGO_SERVER_URL"], "", namespace, token)
            starts.append(first_calls.measure(through, straight, FIRST_CALLS))
    print(first_calls.report(starts))
    return 0


def connections(given: argparse.Namespace, cluster: Cluster, scratch: Path, stack: contextlib.ExitStack) -> int:
    made = handshakes.certificate(scratch)
    envoy = stack.enter_context(Envoy(os.environ["TESTBED_ARGO_SERVER_URL"], scratch, made))
    gateway = stack.enter_context(Gateway(CHECKOUT, cluster, scratch, shlex.split(given.java), made))
    ways = [
        handshakes.Way("Envoy", envoy.address, "", envoy.pid),
        handshakes.Way("gateway, direct", gateway.tls_address, "/argo/direct", gateway.pid),
    ]
    print(handshakes.measure(ways, made, cluster.caller_token(), given.connections, CALLS_OF_A_ROUND))
    return 0


def started(given: argparse.Namespace, checkout: Path, of: type, cache: Callable, cluster: Cluster, scratch: Path) -> Gateway:
    """A gateway that starts when it is entered, with what another one has learned, as one from an image does."""
    java = shlex.split(given.java)
    token = cluster.caller_token()
    operations = Operations(cluster.names, token, CHECKOUT, scratch)
    submissions = Workflows(cluster.names.submissions, token)

    def exercise(address: str, requests: int) -> None:
        say("bench: training a gateway for its ahead-of-time cache")
        for arm in arms("", "", address):
            if arm.environment:
                for operation in (VERSION, PAGE, SUBMIT):
                    if request := operations.request(operation, arm):
                        send(request, given.saturation, requests, scratch)
                submissions.delete_all()

    if not given.untrained:
        java.append(f"-XX:AOTCache={cache(checkout, cluster, scratch, java, exercise)}")
    return of(checkout, cluster, scratch, java)


def run(given: argparse.Namespace, cluster: Cluster, envoy: Envoy, gateway: Gateway, before: Gateway | None, scratch: Path) -> int:
    wanted = plan(given.quick, given.saturation, given.only)
    addresses = (os.environ["TESTBED_ARGO_SERVER_URL"], envoy.address, gateway.address, before.address if before else "")
    ways = chosen(arms(*addresses), given.arms)
    token = cluster.caller_token()
    operations = Operations(cluster.names, token, CHECKOUT, scratch)
    gateways = {"gateway": gateway.pid} | ({f"gateway{BEFORE}": before.pid} if before else {})
    usage = Usage(gateways | {"envoy": envoy.pid} | testbed_pids(CHECKOUT))
    measurer = Measurer(operations, usage, scratch)
    submissions = Workflows(cluster.names.submissions, token)
    rehearse(measurer, ways, submissions, given.saturation, given.warm_up or wanted.rehearsals, list(gateways.values()))
    rounds = Rounds(wanted, ways, measurer, usage, cluster.names, token, scratch)
    blocks = rounds.run(
        given.rounds,
        time.monotonic() + given.minutes * 60,
        lambda number, so_far: say(report.progress(number, given.rounds, so_far, ways, wanted)),
    )
    crowds = []
    if wanted.crowd:
        measure = CrowdMeasurer(wanted, operations, cluster.names.watched, token, gateway.pid, scratch)
        crowds = crowd(given, ways, measure, Workflows(cluster.names.watched, token))
    print(report.everything(wanted, blocks, crowds, ways))
    say(f"all that was measured is in {write(given, blocks, crowds)}")
    return 0


def rehearse(measurer: Measurer, ways: list[Arm], submissions: Workflows, clients: int, most: int, gateways: list[int]) -> None:
    """Until the JVM has compiled what is used: what is measured is a gateway that has run for a while."""
    through = [arm for arm in ways if arm.environment]
    for done in range(0, most, REHEARSED_AT_ONCE):
        before = sum(map(compiler_seconds, gateways))
        for arm in through:
            measurer.rehearse(arm, clients, REHEARSED_AT_ONCE)
            submissions.delete_all()
        thousands = len(through) * REHEARSED_AT_ONCE / 1000
        compiled = (sum(map(compiler_seconds, gateways)) - before) / thousands
        say(f"bench: warmed up with {done + REHEARSED_AT_ONCE} submissions for each arm; the compiler took {compiled:.2f} s for 1,000")
        if compiled < QUIET:
            return


def crowd(given: argparse.Namespace, ways: list[Arm], measure: CrowdMeasurer, watched: Workflows) -> list[Crowd]:
    """In mode direct as well when there is time."""
    argo_api = [arm for arm in ways if arm.way == ARGO_API and not (given.quick and arm.environment == "direct")]
    crowds = []
    for arm in argo_api:
        say(f"bench: a crowd of watchers, {arm.name}")
        crowds.append(measure.measure(arm, given.saturation))
        watched.delete_all()
    return crowds


def write(given: argparse.Namespace, blocks: list[Block], crowds: list[Crowd]) -> Path:
    now = datetime.now(timezone.utc)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True).stdout.strip()
    file = CHECKOUT / "run/bench" / f"{now:%Y%m%dT%H%M%SZ}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    document = {
        "time": now.isoformat(),
        "commit": commit,
        "processors": os.cpu_count(),
        "arguments": {name: str(value) if isinstance(value, Path) else value for name, value in vars(given).items()},
        "blocks": [asdict(block) for block in blocks],
        "crowds": [asdict(crowd) for crowd in crowds],
    }
    file.write_text(json.dumps(document))
    return file.relative_to(CHECKOUT)


sys.exit(main())
