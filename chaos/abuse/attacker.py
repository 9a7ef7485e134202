"""The attacker: a process of its own, so that its work delays no thread of the good caller."""

import multiprocessing
import resource
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from .attack import Attack, Target
from .attacks import ALL


@dataclass(frozen=True)
class Attacked:
    """seen: what the attacker saw, in words. processor_seconds: what it used itself."""

    seen: str
    processor_seconds: float


class Attacker:
    """Runs attacks, each in a new process. Ends with the block."""

    def __init__(self) -> None:
        self._processes = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1)

    def __enter__(self) -> "Attacker":
        return self

    def __exit__(self, *_) -> None:
        self._processes.shutdown(cancel_futures=True)

    def start(self, attack: Attack, target: Target, seconds: float) -> "Future[Attacked]":
        """Attacks for so many seconds at most."""
        return self._processes.submit(_run, attack.name, target, seconds)


def _run(name: str, target: Target, seconds: float) -> Attacked:
    attack = next(attack for attack in ALL if attack.name == name)
    try:
        seen = attack.run(target, seconds)
    except OSError as e:
        seen = f"ended by {type(e).__name__}: {e}"
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Attacked(seen, used.ru_utime + used.ru_stime)
