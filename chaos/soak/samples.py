"""What a minute of the load looked like, and whether the last minutes look like the first."""

import statistics
from dataclasses import dataclass
from pathlib import Path

from bench.measure.figures import percentile
from bench.measure.processes import cpu_seconds, live_heap_mebibytes, resident_mebibytes

from .callers import Call

# Growth from the first minutes to the last that is no fault.
RESIDENT_MEBIBYTES, HEAP_MEBIBYTES, THREADS, DESCRIPTORS, P99_RATIO = 32, 16, 4, 8, 1.5


@dataclass(frozen=True)
class Process:
    """MiB, numbers, and processor seconds since the start."""

    resident: float
    heap: float
    threads: int
    descriptors: int
    cpu: float

    @staticmethod
    def of(pid: int) -> "Process":
        root = Path(f"/proc/{pid}")
        descriptors = len(list((root / "fd").iterdir()))
        threads = len(list((root / "task").iterdir()))
        return Process(resident_mebibytes(pid), live_heap_mebibytes(pid), threads, descriptors, cpu_seconds(pid))


@dataclass(frozen=True)
class Minute:
    """p50 and p99 in milliseconds; cpu: processor seconds for 1,000 calls."""

    number: int
    calls: int
    failed: int
    p50: float
    p99: float
    cpu: float
    process: Process

    @staticmethod
    def of(number: int, calls: list[Call], before: Process, after: Process) -> "Minute":
        times = [call.seconds * 1000 for call in calls]
        failed = sum(not 200 <= call.status < 300 for call in calls)
        used = (after.cpu - before.cpu) * 1000 / max(1, len(calls))
        return Minute(number, len(calls), failed, _percentile(times, 50), _percentile(times, 99), used, after)

    def row(self) -> str:
        process = self.process
        return (
            f"| {self.number} | {self.calls} | {self.failed} | {self.p50:.1f}, {self.p99:.1f} ms | {self.cpu:.2f} s"
            f" | {process.resident:.0f}, {process.heap:.0f} MiB | {process.threads} | {process.descriptors} |"
        )


HEAD = "| minute | calls | failed | p50, p99 | CPU s per 1,000 | resident, live heap | threads | descriptors |\n" + "|---" * 8 + "|"


def faults(minutes: list[Minute]) -> list[str]:
    """What is not flat: the medians of the last fifth of the minutes against those of the first fifth."""
    part = max(1, len(minutes) // 5)
    first, last = minutes[:part], minutes[-part:]

    def growth(value) -> float:
        return statistics.median(map(value, last)) - statistics.median(map(value, first))

    found = [f"{minute.failed} calls failed in minute {minute.number}" for minute in minutes if minute.failed]
    for name, value, most in (
        ("resident memory, MiB", lambda one: one.process.resident, RESIDENT_MEBIBYTES),
        ("live heap, MiB", lambda one: one.process.heap, HEAP_MEBIBYTES),
        ("threads", lambda one: one.process.threads, THREADS),
        ("descriptors", lambda one: one.process.descriptors, DESCRIPTORS),
    ):
        if growth(value) > most:
            found.append(f"{name} grew by {growth(value):.0f} (at most {most})")
    ratio = statistics.median(one.p99 for one in last) / statistics.median(one.p99 for one in first)
    if ratio > P99_RATIO:
        found.append(f"p99 grew by the factor {ratio:.2f} (at most {P99_RATIO})")
    return found


def _percentile(times: list[float], percent: float) -> float:
    return percentile(times, percent) if times else 0.0
