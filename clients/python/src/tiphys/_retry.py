"""When a call is sent again: only where that cannot do harm, and only while the budget lasts."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from tiphys.errors import GatewayUnreachable, TiphysError

T = TypeVar("T")
_ATTEMPTS = 4
_FIRST_WAIT = 0.2
_LONGEST_WAIT = 5.0


class Budget:
    """Limits retries to a part of the calls: each retry takes one of ten tokens, each success gives a tenth back."""

    def __init__(self, tokens: float = 10.0) -> None:
        self._most = self._tokens = tokens
        self._lock = threading.Lock()

    def take(self) -> bool:
        with self._lock:
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def give_back(self) -> None:
        with self._lock:
            self._tokens = min(self._most, self._tokens + 0.1)


def wait_before(attempt: int, error: TiphysError) -> float:
    """Seconds before the next attempt: what the gateway asks for, else a random time that grows."""
    if error.retry_after is not None:
        return error.retry_after
    return random.uniform(0, min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt))


def call_again(
    call: Callable[[], T], budget: Budget, deadline: float | None, sleep: Callable[[float], None] = time.sleep
) -> T:
    """Calls until it succeeds, fails for good, or attempts, budget or time are used up.

    Only errors whose `retryable` is set are tried again: the gateway sets it when the call surely was not carried out.
    """
    for attempt in range(_ATTEMPTS):
        try:
            answer = call()
        except TiphysError as error:
            wait = wait_before(attempt, error)
            late = deadline is not None and time.monotonic() + wait >= deadline
            if not error.retryable or attempt == _ATTEMPTS - 1 or late or not budget.take():
                raise
            if isinstance(error, GatewayUnreachable) and attempt == 1:
                raise
            sleep(wait)
        else:
            budget.give_back()
            return answer
    raise AssertionError("not reached")
