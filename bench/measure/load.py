"""Sends load with tools that others keep, and reads every single answer: what failed is never counted as fast."""

import json
import re
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from .operations import Request

# No block takes longer; a hanging upstream ends the measurement and not the reader's patience.
LONGEST_BLOCK_SECONDS = 120


class LoadFailed(Exception):
    """Answers that are no success, or a generator that did not do what it was asked to do."""


@dataclass(frozen=True)
class Answers:
    """What came back.

    latencies: milliseconds from the request to the end of its answer, in the order of the requests.
    seconds: from the first request to the last answer.
    """

    latencies: list[float]
    seconds: float


def send(request: Request, clients: int, requests: int, scratch: Path) -> Answers:
    """Sends so many requests, as many clients as that at a time, and waits for all answers."""
    clients = min(clients, requests)
    generate = _ghz if request.protocol == "grpc" else _h2load
    starts, latencies, statuses = generate(request, clients, requests, scratch)
    wrong = {status: count for status, count in Counter(statuses).items() if status != request.success}
    if wrong or len(latencies) != requests:
        output = ", ".join(f"{count} times {status}" for status, count in wrong.items()) or "nothing wrong"
        raise LoadFailed(f"{request.url}: {len(latencies)} answers to {requests} requests, {output}")
    ends = [start + latency for start, latency in zip(starts, latencies)]
    in_order = [latency for _, latency in sorted(zip(starts, latencies))]
    return Answers(in_order, (max(ends) - min(starts)) / 1000)


def _h2load(request: Request, clients: int, requests: int, scratch: Path):
    log = scratch / "h2load.log"
    log.unlink(missing_ok=True)
    command = ["h2load", "--h1", f"--requests={requests}", f"--clients={clients}", f"--log-file={log}"]
    command += [f"--header={name}: {value}" for name, value in request.headers.items()]
    if request.body:
        command.append(f"--data={request.body}")
    output = _run([*command, request.url])
    received = int(re.search(r"\((\d+)\) data", output)[1])
    if received < request.least_bytes * requests:
        raise LoadFailed(f"{request.url}: {requests} answers had {received} bytes together, so they are not whole")
    rows = [line.split("\t") for line in log.read_text().splitlines()] if log.exists() else []
    return [int(row[0]) / 1000 for row in rows], [int(row[2]) / 1000 for row in rows], [row[1] for row in rows]


def _ghz(request: Request, clients: int, requests: int, scratch: Path):
    report = scratch / "ghz.json"
    report.unlink(missing_ok=True)
    metadata = scratch / "ghz-metadata.json"
    metadata.write_text(json.dumps(request.headers))
    _run(
        [
            "ghz", "--insecure", f"--proto={request.proto}", f"--import-paths={_root(request.proto)}",
            f"--call={request.call}", f"--data-file={request.body}", f"--metadata-file={metadata}",
            f"--total={requests}", f"--concurrency={clients}", f"--connections={clients}",
            *([f"--authority={request.authority}"] if request.authority else []),
            "--disable-template-functions", "--disable-template-data", "--timeout=60s", "--count-errors",
            "--format=json", f"--output={report}", urlsplit(request.url).netloc or request.url,
        ]
    )  # fmt: skip
    details = json.loads(report.read_text())["details"] or []
    return (
        [datetime.fromisoformat(_microseconds(detail["timestamp"])).timestamp() * 1000 for detail in details],
        [detail["latency"] / 1e6 for detail in details],
        [detail["status"] for detail in details],
    )


def _root(proto: Path) -> Path:
    """The directory that imports are relative to."""
    return next((parent for parent in proto.parents if parent.name == "protobuf"), proto.parent)


def _microseconds(timestamp: str) -> str:
    """ghz writes nanoseconds, as many digits as it needs; Python reads microseconds."""
    head, _, tail = timestamp.partition(".")
    digits = len(tail) - len(tail.lstrip("0123456789"))
    return f"{head}.{tail[:digits][:6].ljust(6, '0')}{tail[digits:]}".replace("Z", "+00:00")


def _run(command: list[str]) -> str:
    began = time.monotonic()
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_BLOCK_SECONDS)
    except subprocess.TimeoutExpired:
        raise LoadFailed(f"{command[0]} to {command[-1]} was not done after {time.monotonic() - began:.0f} s") from None
    if ended.returncode != 0:
        raise LoadFailed(f"{command[0]} to {command[-1]} ended with {ended.returncode}: {(ended.stderr or ended.stdout)[-500:]}")
    return ended.stdout
