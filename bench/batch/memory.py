"""The gateway's memory while a batch of large items streams in."""

import http.client
import json
import socket
import threading
import time
from urllib.parse import urlsplit

from bench.measure.documents import workflow
from bench.measure.gateway import Gateway
from bench.measure.processes import live_heap_mebibytes, resident_mebibytes

SAMPLES = 10
DOCUMENT = json.dumps(workflow({"bench": "memory"}))


def measure(gateway: Gateway, path: str, token: str, items: int, size: int) -> str:
    """A table: memory in MiB before the batch and after each tenth of its results. The results are read while items are sent.

    Spaces fill an item up to its size, so that the gateway reads all of it and the database of the cluster does not fill up.
    """
    rows = ["| results | seconds | resident, live heap |", "|---|---|---|", _row(0, 0, gateway)]
    line = (DOCUMENT[:-1] + " " * (size - len(DOCUMENT)) + "}\n").encode()
    began = time.monotonic()
    results, outcomes = 0, set()
    with socket.create_connection((urlsplit(gateway.address).hostname, urlsplit(gateway.address).port)) as connection:
        sender = threading.Thread(target=_send, args=(connection, path, token, line, items), daemon=True)
        sender.start()
        response = http.client.HTTPResponse(connection, method="POST")
        response.begin()
        for answer in response:
            said = json.loads(answer)
            if said["type"] == "result":
                results += 1
                outcomes.add(said["outcome"])
                if results % (items // SAMPLES) == 0:
                    rows.append(_row(results, time.monotonic() - began, gateway))
        sender.join()
    if results != items or outcomes != {"created"}:
        raise RuntimeError(f"{results} results of {items}, outcomes {outcomes}")
    return "\n".join(rows)


def _row(results: int, seconds: float, gateway: Gateway) -> str:
    resident = resident_mebibytes(gateway.pid)
    return f"| {results} | {seconds:.0f} | {resident:.0f}, {live_heap_mebibytes(gateway.pid):.0f} MiB |"


def _send(connection: socket.socket, path: str, token: str, line: bytes, items: int) -> None:
    head = [f"POST {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}", "Content-Type: application/x-ndjson"]
    connection.sendall("\r\n".join([*head, "Transfer-Encoding: chunked", "", ""]).encode())
    chunk = f"{len(line):x}\r\n".encode() + line + b"\r\n"
    for _ in range(items):
        connection.sendall(chunk)
    connection.sendall(b"0\r\n\r\n")
