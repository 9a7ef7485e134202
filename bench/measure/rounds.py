"""Round after round, arm after arm in each, so that what happens to the machine meanwhile happens to all."""

import time
from collections.abc import Callable
from pathlib import Path

from .arms import OWN, Arm
from .blocks import Block, Measurer, Usage
from .kubernetes import Workflows
from .load import LoadFailed
from .plan import WATCH, Plan
from .watches import Watches, WatchFailed


class Rounds:
    """submissions: where the closed loops submit, empty between rounds. watched: where watchers see workflows."""

    def __init__(self, plan: Plan, arms: list[Arm], measurer: Measurer, usage: Usage, names, token: str, scratch: Path):
        self._plan = plan
        self._arms = arms
        self._measurer = measurer
        self._usage = usage
        self._token = token
        self._scratch = scratch
        self._watched = names.watched
        self._submissions = Workflows(names.submissions, token)

    def run(self, most: int, until: float, output: Callable[[int, list[Block]], None]) -> list[Block]:
        """So many rounds, but none that would end after that time on the monotonic clock. output: after each of them."""
        blocks: list[Block] = []
        longest = 0.0
        for number in range(1, most + 1):
            start = time.monotonic()
            if blocks and start + longest > until:
                break
            blocks += self._round(number)
            longest = max(longest, time.monotonic() - start)
            output(number, blocks)
        return blocks

    def _round(self, number: int) -> list[Block]:
        blocks = []
        for operation in self._plan.operations():
            for load in self._plan.loads:
                if load.operation == operation:
                    blocks += [self._measurer.measure(number, load, arm) for arm in self._arms]
            self._settle()
        if self._plan.watching:
            blocks += [self._watch(number, arm) for arm in self._arms if arm.way != OWN]
            Workflows(self._watched, self._token).delete_all()
        return [block for block in blocks if block is not None]

    def _settle(self) -> None:
        """As many workflows must be there as were accepted, from every arm; then they go."""
        accepted, there = self._measurer.accepted, self._submissions.count_by_arm()
        if there != accepted:
            raise LoadFailed(f"accepted were {dict(accepted)}, but there are {dict(there)}")
        self._submissions.delete_all()
        accepted.clear()

    def _watch(self, number: int, arm: Arm) -> Block:
        assert self._plan.watching is not None
        watching = self._plan.watching
        try:
            with Watches(arm, watching, self._watched, self._token, self._scratch) as watches:
                self._usage.start()
                output = watches.deliver(lambda created: created >= watching.events)
                used, resident = self._usage.since_start(), self._usage.resident(arm)
            return Block(number, WATCH, arm.name, output.latencies, output.seconds, used, resident)
        except WatchFailed as e:
            return Block(number, WATCH, arm.name, [], 0, {}, 0, failure=str(e))
