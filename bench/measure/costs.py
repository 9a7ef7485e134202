"""Processor time of calls, and what is more in one way than in another."""

import statistics
from pathlib import Path

from .gateway import Gateway
from .load import send
from .operations import Request
from .processes import Process, compiler_seconds, cpu_seconds

CLIENTS = 8


def milliseconds(process: Process, request: Request, count: int, scratch: Path) -> float:
    """Processor time of the process for each of so many calls, without a JVM's compilers."""
    before = _used(process)
    send(request, CLIENTS, count, scratch)
    return (_used(process) - before) * 1000 / count


def _used(process: Process) -> float:
    compilers = compiler_seconds(process.pid) if isinstance(process, Gateway) else 0.0
    return cpu_seconds(process.pid) - compilers


def table(heads: tuple[str, str, str], found: dict[str, list[float]], compared: dict[str, str]) -> str:
    """A row for each way. found: its milliseconds in each round. compared: the other way that a way is compared with."""
    rows = ["| " + " | ".join(heads) + " |", "|---|---|---|"]
    for name, values in found.items():
        without = found.get(compared.get(name, ""), [])
        more = [value - base for value, base in zip(values, without)]
        added = f"{statistics.median(more):+.3f} ms" if more else ""
        rows.append(f"| {name} | {statistics.median(values):.3f} ({min(values):.3f}, {max(values):.3f}) | {added} |")
    return "\n".join(rows)
