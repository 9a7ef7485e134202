"""Callers at the same time, each in a thread of its own."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Crowd(Generic[T]):
    """
    Makes each of the calls again and again until the block ends, at a fixed pace and not all at the same moment.

    calls: get the time at which they are due, in seconds of the monotonic clock. pause: seconds between two calls of one
    thread; 0 for as many as are answered. behind: how many seconds of calls that could not be made in time are made up for.
    """

    def __init__(self, calls: list[Callable[[float], T]], pause: float, behind: float):
        self._calls = calls
        self._pause = pause
        self._behind = behind
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._results: list[T] = []

    def taken(self) -> list[T]:
        """The results of the calls that have ended since the last time."""
        with self._lock:
            results, self._results = self._results, []
        return results

    def __enter__(self) -> "Crowd[T]":
        self._threads = [threading.Thread(target=self._work, args=one, daemon=True) for one in enumerate(self._calls)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _work(self, number: int, call: Callable[[float], T]) -> None:
        due = time.monotonic() + self._pause * number / len(self._calls)
        while not self._stopped.wait(max(0.0, due - time.monotonic())):
            result = call(due)
            with self._lock:
                self._results.append(result)
            due = max(due + self._pause, time.monotonic() - self._behind)
