"""Blocks: one arm under one load in one round, with what the processes used meanwhile."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .arms import Arm
from .load import Answers, send
from .operations import Operations, Request
from .plan import LARGE_SUBMIT, SUBMIT, Load
from .processes import cpu_seconds, resident_mebibytes

# The gateway keeps a review for ten seconds, so the first call after that asks Kubernetes again.
REVIEWS_KEPT_SECONDS = 10


@dataclass(frozen=True)
class Block:
    """What came of one load by one arm.

    latencies: milliseconds, of each answer or of each delivered event. seconds: how long it took. cpu: seconds per process.
    resident: MiB at the end, of the process that the arm goes through. cold: the first call's milliseconds, if all reviews
    were too old. failure: why there is no result; empty when there is one.
    """

    round: int
    load: str
    arm: str
    latencies: list[float]
    seconds: float
    cpu: dict[str, float]
    resident: float
    cold: float | None = None
    failure: str = ""


class Usage:
    """What the processes use. pids: by the names that the report has."""

    def __init__(self, pids: dict[str, int]):
        self._pids = pids
        self._before = self._cpu()

    def _cpu(self) -> dict[str, float]:
        return {name: cpu_seconds(pid) for name, pid in self._pids.items()}

    def start(self) -> None:
        self._before = self._cpu()

    def since_start(self) -> dict[str, float]:
        """Processor seconds."""
        return {name: seconds - self._before[name] for name, seconds in self._cpu().items()}

    def resident(self, arm: Arm) -> float:
        return resident_mebibytes(self._pids[arm.process])


class Measurer:
    """Runs closed loops one after the other and counts the submissions that were accepted."""

    def __init__(self, operations: Operations, usage: Usage, scratch: Path):
        self._operations = operations
        self._usage = usage
        self._scratch = scratch
        self._last_use: dict[str, float] = {}
        self.accepted: Counter = Counter()

    def rehearse(self, arm: Arm, clients: int, requests: int) -> None:
        """Submissions through the gateway that are in no figure; whoever asks for them deletes the workflows."""
        request = self._operations.request(SUBMIT, arm)
        assert request is not None
        send(request, clients, requests, self._scratch)

    def measure(self, number: int, load: Load, arm: Arm) -> Block | None:
        """Warms caches and connections up, then measures; None where the arm has no such operation."""
        request = self._operations.request(load.operation, arm)
        if request is None:
            return None
        unused = time.monotonic() - self._last_use.get(arm.identity, 0)
        first = self._send(arm, load, request, load.warm_up).latencies[0]
        self._usage.start()
        answers = self._send(arm, load, request, load.requests)
        used = self._usage.since_start()
        cold = first if load.clients == 1 and unused > REVIEWS_KEPT_SECONDS + 1 else None
        resident = self._usage.resident(arm)
        return Block(number, load.name, arm.name, answers.latencies, answers.seconds, used, resident, cold)

    def _send(self, arm: Arm, load: Load, request: Request, requests: int) -> Answers:
        answers = send(request, load.clients, requests, self._scratch)
        if load.operation in (SUBMIT, LARGE_SUBMIT):
            self.accepted[arm.identity] += requests
        self._last_use[arm.identity] = time.monotonic()
        return answers
