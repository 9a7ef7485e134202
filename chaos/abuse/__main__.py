"""The command: runs the attacks, prints a table and writes it, and fails when one was not withstood."""

import argparse
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from bench.measure.cluster import CALLER, Cluster
from chaos.progress import say

from .attack import Target
from .attacker import Attacker
from .attacks import ALL
from .gateway import SmallGateway
from .good_caller import GoodCaller
from .report import table
from .rounds import Rounds
from .world import CHECKOUT, GREEDY, LOGGING, NOBODY, prepare, token

ENVIRONMENT = "token-request"
LONGEST_RUN_SECONDS = 3600


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos/run abuse", description="Attacks a small gateway while one caller works.")
    parser.add_argument("--short", action="store_true", help="5 seconds for each attack instead of 30")
    parser.add_argument("--gate", action="store_true", help="2 seconds for each attack, and calls may be slow: for machines with other work")
    parser.add_argument("--only", default="", metavar="TEXT", help="only attacks with this in their names")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    attacks = [attack for attack in ALL if given.only in attack.name]
    if not attacks:
        say(f"no attack has '{given.only}' in its name")
        return 2
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiphys-abuse-")))
        cluster = stack.enter_context(Cluster(CHECKOUT))
        prepare(cluster, LONGEST_RUN_SECONDS)
        gateway = stack.enter_context(SmallGateway(CHECKOUT, cluster, scratch))
        namespace = cluster.names.submissions
        target = Target(gateway.port, gateway.tls_port, namespace, token(cluster, GREEDY), token(cluster, NOBODY), LOGGING)
        caller = stack.enter_context(GoodCaller(gateway.port, ENVIRONMENT, namespace, token(cluster, CALLER), LOGGING))
        seconds = 2 if given.gate else 5 if given.short else 30
        attacker = stack.enter_context(Attacker())
        rounds = Rounds(attacker, target, caller, gateway.pid, seconds, not given.gate, say)
        say("warming up")
        rounds.warm_up(10 if given.short or given.gate else 40)
        undisturbed = rounds.undisturbed()
        verdicts = []
        for attack in attacks:
            verdicts.append(rounds.attack(attack))
            for fault in verdicts[-1].faults:
                say(f"  NOT WITHSTOOD: {fault}")
        unseen = caller.unseen(older_than=5)
    print(table(undisturbed, verdicts))
    failed = [verdict for verdict in verdicts if not verdict.held]
    say(f"{len(verdicts) - len(failed)} of {len(verdicts)} attacks withstood in {time.monotonic() - began:.0f} s; {unseen} events lost")
    return 1 if failed or unseen else 0


if __name__ == "__main__":
    sys.exit(main())
