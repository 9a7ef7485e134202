"""A new TLS connection for each call, as Hera and curl make them: the gateway beside Envoy."""

import http.client
import ssl
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .processes import cpu_seconds

PATH = "/api/v1/version"


@dataclass(frozen=True)
class Certificate:
    """Files in PEM, of a key on the curve P-256."""

    chain: Path
    key: Path


def certificate(scratch: Path) -> Certificate:
    """One for localhost, signed by itself."""
    made = Certificate(scratch / "tls.crt", scratch / "tls.key")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", made.key, "-out", made.chain], check=True, capture_output=True)
    made.key.chmod(0o600)
    return made


@dataclass(frozen=True)
class Way:
    """Where calls go, and the process whose time counts."""

    name: str
    address: str
    prefix: str
    pid: int


def measure(ways: list[Way], trusted: Certificate, token: str, rounds: int, calls: int) -> str:
    """Each round makes so many calls by each way; the first one only warms up."""
    context = ssl.create_default_context(cafile=str(trusted.chain))
    latencies: dict[str, list[float]] = {way.name: [] for way in ways}
    used: dict[str, list[float]] = {way.name: [] for way in ways}
    for number in range(rounds + 1):
        for way in ways:
            before = cpu_seconds(way.pid)
            taken = [_call(way, context, token) for _ in range(calls)]
            if number > 0:
                latencies[way.name] += taken
                used[way.name].append((cpu_seconds(way.pid) - before) * 1000 / calls)
    return _report(ways, latencies, used)


def _call(way: Way, context: ssl.SSLContext, token: str) -> float:
    to = urlsplit(way.address)
    begun = time.perf_counter()
    connection = http.client.HTTPSConnection(to.hostname or "", to.port, timeout=30, context=context)
    connection.request("GET", way.prefix + PATH, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{way.name} answered {answer.status}")
    return (time.perf_counter() - begun) * 1000


def _report(ways: list[Way], latencies: dict[str, list[float]], used: dict[str, list[float]]) -> str:
    first = statistics.median(latencies[ways[0].name])
    rows = [f"| a new TLS connection for each call | p50 | ratio to {ways[0].name} | CPU s per 1,000 |", "|---|---|---|---|"]
    for way in ways:
        median = statistics.median(latencies[way.name])
        rows.append(f"| {way.name} | {median:.2f} ms | {median / first:.2f} | {statistics.median(used[way.name]):.2f} |")
    return "\n".join(rows)
