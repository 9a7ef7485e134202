"""A crowd of watchers through the gateway: how fast events reach it, what it costs, and what it does to submissions."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .arms import Arm
from .load import Answers, send
from .operations import Operations
from .plan import SUBMIT, Plan
from .processes import live_heap_mebibytes, resident_mebibytes
from .watches import Watches, WatchFailed


@dataclass
class Crowd:
    """What came of it. Milliseconds; submissions a second.

    quiet, busy: latencies of the events, with nothing else and while submissions saturate the Argo Server. rate_without:
    before and after the crowd. kilobytes: of the gateway for each watcher: what its live heap grew by and what its
    resident memory grew by, together, because each may not show what the other does. failure: why something is missing.
    """

    arm: str
    watchers: int
    quiet: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    rate_with: float = 0
    rate_without: list[float] = field(default_factory=list)
    kilobytes: float = 0
    resident: float = 0
    failure: str = ""


class CrowdMeasurer:
    """pid: the gateway's. The submissions go to the namespace that is watched, so each is weighed against each watcher."""

    def __init__(self, plan: Plan, operations: Operations, namespace: str, token: str, pid: int, scratch: Path):
        assert plan.crowd is not None
        self._watching = plan.crowd
        self._submits = plan.crowd_submits
        self._operations = operations
        self._namespace = namespace
        self._token = token
        self._pid = pid
        self._scratch = scratch

    def measure(self, arm: Arm, clients: int) -> Crowd:
        crowd = Crowd(arm.name, self._watching.watchers)
        crowd.rate_without.append(self._submit(arm, clients))
        heap, resident = self._memory()
        try:
            with Watches(arm, self._watching, self._namespace, self._token, self._scratch) as watches:
                crowd.quiet = watches.deliver(lambda created: created >= self._watching.events).latencies
                more_heap, crowd.resident = self._memory()
                grown = max(0.0, more_heap - heap) + max(0.0, crowd.resident - resident)
                crowd.kilobytes = grown * 2**20 / 1000 / self._watching.watchers
                crowd.busy, crowd.rate_with = self._submit_meanwhile(arm, clients, watches)
        except WatchFailed as e:
            crowd.failure = str(e)
        crowd.rate_without.append(self._submit(arm, clients))
        return crowd

    def _submit_meanwhile(self, arm: Arm, clients: int, watches: Watches) -> tuple[list[float], float]:
        with ThreadPoolExecutor(1) as background:
            rate = background.submit(self._submit, arm, clients)
            latencies = watches.deliver(lambda created: created > 0 and rate.done()).latencies
            return latencies, rate.result()

    def _submit(self, arm: Arm, clients: int) -> float:
        request = self._operations.request(SUBMIT, arm, self._namespace)
        assert request is not None
        answers: Answers = send(request, clients, self._submits, self._scratch)
        return len(answers.latencies) / answers.seconds

    def _memory(self) -> tuple[float, float]:
        heap = live_heap_mebibytes(self._pid)
        time.sleep(0.5)  # what the collection made superfluous goes
        return heap, resident_mebibytes(self._pid)
