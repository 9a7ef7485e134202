"""Tokens that somebody made up."""

from .. import hpack
from ..attack import Attack, Probe, Target
from ..clients import Sent, repeat
from ..http2 import Connection, until

MADE_UP = "eyJhbGciOiJSUzI1NiJ9.{}.x"
REFUSALS = frozenset({"TOKEN_INVALID", "TOO_MANY_CALLS", "TOO_MANY_UNKNOWN_TOKENS"})


def made_up_tokens(target: Target, seconds: float) -> str:
    """20,000 requests over one connection, each with another token."""
    connection = Connection(target.port)
    sent = 0
    try:
        for _ in until(seconds):
            if sent == 20_000 or connection.closed.is_set():
                break
            connection.open(hpack.request("GET", "/api/v1/version", token=MADE_UP.format(sent)))
            sent += 1
        connection.wait(1)
    except OSError:
        pass
    finally:
        connection.close()
    return f"{sent} sent, frames {dict(connection.frames)}"


def made_up_cookies(target: Target, seconds: float) -> str:
    """Requests with many cookies, each of which could be a token."""
    return _requests(target, seconds, lambda number: {"cookie": "; ".join(f"authorization=Bearer {MADE_UP.format(f'{number}c{i}')}" for i in range(20))})


def unknown_environments(target: Target, seconds: float) -> str:
    """Requests for environments that do not exist: each asked every cluster for the token."""
    return _requests(
        target,
        seconds,
        lambda number: {"authorization": f"Bearer {MADE_UP.format(f'e{number}')}"},
        lambda number: f"/v1/environments/made-up-{number}/namespaces/x/workflows",
    )


def _requests(target: Target, seconds: float, headers, path=lambda number: "/api/v1/version") -> str:
    return repeat(target.port, seconds, 16, lambda number: Sent(path(number), headers(number)))


def _probe(target: Target) -> Probe:
    return Probe("GET", "/api/v1/version", {"authorization": f"Bearer {MADE_UP.format('probe')}"}, REFUSALS)


ATTACKS = [
    Attack("20,000 made-up tokens over one connection", "nothing", made_up_tokens, _probe),
    Attack("made-up tokens in cookies", "nothing", made_up_cookies, _probe),
    Attack("made-up environments", "nothing", unknown_environments, _probe),
]
