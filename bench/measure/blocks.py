"""Blocks: one arm under one load in one round, with what the processes used meanwhile."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .load import send
from .plan import Arm, Load, Request, rehearsal
from .processes import cpu_seconds

# The gateway keeps a review for ten seconds, so the first call after that asks Kubernetes again.
REVIEWS_KEPT_SECONDS = 10


@dataclass(frozen=True)
class Block:
    """latencies: milliseconds. cpu: seconds per process. cold: the first call's milliseconds, if all reviews were too old."""

    round: int
    load: str
    arm: str
    latencies: list[float]
    seconds: float
    cpu: dict[str, float]
    cold: float | None


class Measurer:
    """Runs blocks one after the other and counts what was accepted."""

    def __init__(self, request_of: Callable[[Arm], Request], pids: dict[str, int], scratch: Path):
        self._request_of = request_of
        self._pids = pids
        self._scratch = scratch
        self._last_use: dict[str, float] = {}
        self.accepted: Counter = Counter()

    def warm_up(self, arm: Arm, load: Load, requests: int) -> None:
        """Requests through the gateway that are in no figure and create nothing."""
        send(rehearsal(self._request_of(arm), self._scratch), load, requests, self._scratch)

    def measure(self, number: int, load: Load, arm: Arm) -> Block:
        """Warms caches and connections up, then measures."""
        unused = time.monotonic() - self._last_use.get(arm.identity, 0)
        first = self._send(arm, load, load.warm_up).latencies[0]
        before = self._cpu()
        answers = self._send(arm, load, load.requests)
        used = {name: seconds - before[name] for name, seconds in self._cpu().items()}
        cold = first if load.clients == 1 and unused > REVIEWS_KEPT_SECONDS + 1 else None
        return Block(number, load.name, arm.name, answers.latencies, answers.seconds, used, cold)

    def _send(self, arm: Arm, load: Load, requests: int):
        answers = send(self._request_of(arm), load, requests, self._scratch)
        self.accepted[arm.identity] += requests
        self._last_use[arm.identity] = time.monotonic()
        return answers

    def _cpu(self) -> dict[str, float]:
        return {name: cpu_seconds(pid) for name, pid in self._pids.items()}
