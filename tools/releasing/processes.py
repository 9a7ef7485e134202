"""Programs that a release runs, and the lines that say where it is."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from releasing.versions import Refused

LINES = 40


def run(*command: str | Path, expect: int = 0, **options) -> str:
    """The standard output and the error output of a program. A program that ends otherwise than expected ends the release."""
    words = [str(part) for part in command]
    result = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode != expect:
        last = "\n".join(result.stdout.splitlines()[-LINES:])
        raise Refused(f"{Path(words[0]).name} ended with {result.returncode}, expected {expect}: {' '.join(words[1:])}\n{last}")
    return result.stdout


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, **changes}


class Progress:
    """One line for each step: its number, its name and how long it took."""

    def __init__(self, name: str, count: int):
        self._name, self._count, self._done = name, count, 0

    def step(self, title: str, action: Callable[[], str | None]) -> None:
        self._done += 1
        start = time.monotonic()
        print(f"{self._name}: [{self._done}/{self._count}] {title.strip().splitlines()[0].rstrip('.')}", end=" ... ", file=sys.stderr, flush=True)
        try:
            said = action()
        except BaseException:
            print("FAILED", file=sys.stderr)
            raise
        print(f"{said + ', ' if said else ''}{time.monotonic() - start:.0f} s", file=sys.stderr)
