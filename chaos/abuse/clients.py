"""Many clients at a time that send one request after the other over HTTP/1.1, and count how they are answered."""

import http.client
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .attack import reason
from .http2 import ATTACKER, until

MOST_OF_ONE_CLIENT = 1_000_000


@dataclass(frozen=True)
class Sent:
    """A request. streams: whether a success has no end, so that its body is not read."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes | None = None
    streams: bool = False


def repeat(port: int, seconds: float, clients: int, request: Callable[[int], Sent]) -> str:
    """Sends for so many seconds, each request on a connection of its own.

    request: makes one of a number that no other request of the run has. Returns the answers by status, or by the reason of
    a refusal.
    """
    answers: Counter = Counter()

    def client(number: int) -> None:
        for _ in until(seconds):
            number += 1
            answers[_answer(port, request(number))] += 1

    threads = [threading.Thread(target=client, args=(one * MOST_OF_ONE_CLIENT,)) for one in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return str(dict(answers))


def _answer(port: int, sent: Sent) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(ATTACKER, 0))
    try:
        connection.request(sent.method, sent.path, sent.body, sent.headers)
        answer = connection.getresponse()
        if sent.streams and answer.status < 400:
            return str(answer.status)
        text = answer.read()
        return reason(answer.status, text) if answer.status >= 400 else str(answer.status)
    except (OSError, http.client.HTTPException) as e:
        return type(e).__name__
    finally:
        connection.close()
