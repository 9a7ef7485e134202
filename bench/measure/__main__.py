"""The command: measures round by round, prints the table and writes all that was measured to a file."""

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

from . import report
from .blocks import Block, Measurer
from .cluster import Cluster
from .gateway import Gateway
from .load import LoadFailed
from .plan import Arm, Load, arms, submission
from .processes import peak_resident_mebibytes, resident_mebibytes, testbed_pids

CHECKOUT = Path(__file__).resolve().parents[2]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures what the gateway costs.")
    parser.add_argument("--quick", action="store_true", help="about two minutes instead of eight: more noise")
    parser.add_argument("--rounds", type=int, help="how many rounds (10; quick: 3)")
    parser.add_argument("--minutes", type=float, help="no round starts that would end later (7; quick: 1.7)")
    parser.add_argument("--saturation", type=int, default=16, metavar="CLIENTS", help="how many saturate (16)")
    parser.add_argument("--only", metavar="TEXT", help="only arms whose name has this in it, and their baselines")
    parser.add_argument("--java", default="", metavar="OPTIONS", help="further options for the gateway's JVM")
    given = parser.parse_args()
    given.rounds = given.rounds or (3 if given.quick else 10)
    given.minutes = given.minutes or (1.7 if given.quick else 7)
    return given


def loads(given: argparse.Namespace) -> list[Load]:
    few = 2 if given.quick else 1
    return [
        Load("one at a time", 1, 150 // few, 20),
        Load("saturated", given.saturation, 600 // few, 3 * given.saturation),
    ]


def chosen(every: list[Arm], only: str | None) -> list[Arm]:
    if not only:
        return every
    wanted = [arm for arm in every if only in arm.name]
    baselines = {arm.baseline for arm in wanted}
    return [arm for arm in every if arm in wanted or arm.name in baselines]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    given = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it, too, leaves nothing behind
    try:
        with tempfile.TemporaryDirectory(prefix="tiphys-bench-") as scratch, Cluster(CHECKOUT) as cluster:
            with Gateway(CHECKOUT, cluster, Path(scratch), shlex.split(given.java)) as gateway:
                return run(given, cluster, gateway, Path(scratch))
    except LoadFailed as e:
        say(f"bench: not every answer was a success, so there is no result: {e}")
        return 1
    except KeyboardInterrupt:
        say("bench: stopped")
        return 130


def run(given: argparse.Namespace, cluster: Cluster, gateway: Gateway, scratch: Path) -> int:
    began = time.monotonic()
    token = cluster.caller_token()
    ways = chosen(arms(os.environ["TESTBED_ARGO_SERVER_URL"], gateway.address), given.only)
    requests = {arm: submission(arm, cluster.namespace, token, CHECKOUT, scratch) for arm in ways}
    pids = {"gateway": gateway.pid} | testbed_pids(CHECKOUT)
    measurer = Measurer(requests.__getitem__, pids, scratch)
    every_load = loads(given)
    warm_up(measurer, ways, every_load[-1], 1000 if given.quick else 3000)
    blocks = rounds(given, measurer, cluster, ways, every_load, began)
    tell(blocks, ways, every_load, gateway)
    say(f"all that was measured is in {write(blocks, given, gateway)}")
    return 0


def warm_up(measurer: Measurer, ways: list[Arm], load: Load, requests: int) -> None:
    """So that the JVM has compiled most of what is used: what is measured is a gateway that has run for a while."""
    through = [arm for arm in ways if arm.environment]
    say(f"bench: warming up with {len(through)} times {requests} validations")
    for arm in through:
        measurer.warm_up(arm, load, requests)


def rounds(
    given: argparse.Namespace, measurer: Measurer, cluster: Cluster, ways: list[Arm], every_load: list[Load], began: float
) -> list[Block]:
    """Arm after arm in each round, so that what happens to the machine meanwhile happens to all."""
    blocks: list[Block] = []
    longest = 0.0
    for number in range(1, given.rounds + 1):
        start = time.monotonic()
        if blocks and start + longest > began + given.minutes * 60:
            say(f"bench: {number - 1} of {given.rounds} rounds: the time is over")
            break
        for load in every_load:
            blocks += [measurer.measure(number, load, arm) for arm in ways]
        settle(measurer, cluster)
        longest = max(longest, time.monotonic() - start)
        say(report.progress(number, given.rounds, blocks, ways, every_load))
    return blocks


def settle(measurer: Measurer, cluster: Cluster) -> None:
    """As many workflows must be there as were accepted, from every arm; then they go."""
    if cluster.workflows() != measurer.accepted:
        raise LoadFailed(f"accepted were {dict(measurer.accepted)}, but there are {dict(cluster.workflows())}")
    cluster.delete_workflows()
    measurer.accepted.clear()


def tell(blocks: list[Block], ways: list[Arm], every_load: list[Load], gateway: Gateway) -> None:
    latency, saturation = (report.figures(blocks, ways, load) for load in every_load)
    for load, rows in zip(every_load, (latency, saturation)):
        print(report.table(load, rows))
    print(f"CPU: seconds per 1,000 submissions. The gateway holds {resident_mebibytes(gateway.pid):.0f} MiB of memory.")
    print(f"\n{report.bold('The bar')}, with warm caches")
    print("\n".join(report.verdicts(latency, saturation, ways)))


def write(blocks: list[Block], given: argparse.Namespace, gateway: Gateway) -> Path:
    now = datetime.now(timezone.utc)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True).stdout.strip()
    file = CHECKOUT / "run/bench" / f"{now:%Y%m%dT%H%M%SZ}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    document = {
        "time": now.isoformat(),
        "commit": commit,
        "processors": os.cpu_count(),
        "arguments": vars(given),
        "gatewayResidentMebibytes": resident_mebibytes(gateway.pid),
        "gatewayPeakResidentMebibytes": peak_resident_mebibytes(gateway.pid),
        "blocks": [asdict(block) for block in blocks],
    }
    file.write_text(json.dumps(document))
    return file.relative_to(CHECKOUT)


sys.exit(main())
