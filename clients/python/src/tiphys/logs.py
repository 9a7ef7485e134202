"""The log of a run as something that is iterated, searched or shown, and that never fills a notebook by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiphys.models import LogLine


SHOWN = 50
"""How many of the last lines a notebook shows."""


class Logs:
    """Lines of a run's pods; each iteration reads them anew. A notebook shows the last 50 and how many there are."""

    def __init__(self, read: Callable[[], Iterator[LogLine]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[LogLine]:
        return self._read()

    def last(self, count: int = SHOWN) -> tuple[list[LogLine], int]:
        """The last lines, and the number of all. Holds no more than `count` lines in memory."""
        kept: deque[LogLine] = deque(maxlen=count)
        total = 0
        for line in self._read():
            kept.append(line)
            total += 1
        return list(kept), total

    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(line.content for line in self._read())

    def print(self, most: int = 1_000) -> None:
        """Prints each line as it comes; behind `most` lines only how many more there were."""
        total = 0
        for total, line in enumerate(self._read(), 1):
            if total <= most:
                print(line)
        if total > most:
            print(f"... {total - most} more lines; iterate over the log to read them.")

    def __repr__(self) -> str:
        return "Logs: iterate over it, or call print(), text() or last()."

    def _repr_html_(self) -> str:
        lines, total = self.last()
        head = f"<div>last {len(lines)} of {total} lines</div>" if total > len(lines) else ""
        return head + "<pre>" + escape("\n".join(map(str, lines))) + "</pre>"
