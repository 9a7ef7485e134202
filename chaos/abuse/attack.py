"""What an attack is."""

import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass

from .http2 import ATTACKER


@dataclass(frozen=True)
class Target:
    """port, tls_port: of the gateway. namespace: a served one. known: the token of a caller with the rights of a data
    scientist. nobody: a token that Kubernetes knows and nobody gave a right. log_of: a workflow that writes a log."""

    port: int
    tls_port: int
    namespace: str
    known: str
    nobody: str
    log_of: str


@dataclass(frozen=True)
class Probe:
    """One request of the attack, sent by a well-behaved client, to see how it is refused.

    reasons: what the answer may say; "" stands for an answer that is no refusal.
    """

    method: str
    path: str
    headers: dict[str, str]
    reasons: frozenset[str]
    body: bytes | None = None

    def refusal(self, target: Target) -> str:
        """The reason in the answer; "" for a success. Raises when there is no answer, or a refusal without a reason."""
        connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=20, source_address=(ATTACKER, 0))
        try:
            connection.request(self.method, self.path, self.body, self.headers)
            answer = connection.getresponse()
            text = answer.read(1 << 20)
        finally:
            connection.close()
        return "" if answer.status < 400 else reason(answer.status, text)


def reason(status: int, text: bytes) -> str:
    """The reason of a problem document, or of an error in the form of Argo's API; "Argo: 504" for an answer of the Argo Server."""
    try:
        document = json.loads(text)
    except ValueError:
        raise AssertionError(f"a refusal without a reason: {status} {text[:200]!r}") from None
    for detail in [document, *document.get("details", [])]:
        if "reason" in detail:
            return detail["reason"]
    if "code" in document and "message" in document:
        return f"Argo: {status}"
    raise AssertionError(f"a refusal without a reason: {status} {text[:200]!r}")


@dataclass(frozen=True)
class Attack:
    """name: as in the report. run: attacks for so many seconds at most, and returns what it saw. whose: what the attacker
    has. probe: makes the request that shows the refusal, or nothing where the attack is no request."""

    name: str
    whose: str
    run: Callable[[Target, float], str]
    probe: Callable[[Target], Probe] | None = None
