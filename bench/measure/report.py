"""From blocks to figures, and to a table that can be read."""

import math
import os
import statistics
import sys
from dataclasses import dataclass

from .blocks import Block
from .plan import Arm, Load

# The bar that the project set for itself: with warm caches, one call at a time, and saturated.
LONGEST_ADDED_P50_MS = 3.0
LEAST_RATE_RATIO = 0.8


@dataclass(frozen=True)
class Spread:
    """One figure per round: the median and the extremes."""

    median: float
    least: float
    most: float

    @staticmethod
    def of(values: list[float]) -> "Spread":
        return Spread(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Figures:
    """One arm under one load. Milliseconds; requests a second; processor seconds per 1,000 requests.

    p50, p99, slowest and rate are of all rounds together. The comparisons are of each round with the same round of the
    baseline, so that a machine that slows down meanwhile does not decide.
    """

    arm: str
    requests: int
    p50: float
    p99: float
    slowest: float
    rate: float
    added_p50: Spread
    p50_ratio: Spread
    p99_ratio: float
    rate_ratio: Spread
    cpu: dict[str, float]
    cold: float | None


def figures(blocks: list[Block], arms: list[Arm], load: Load) -> list[Figures]:
    """The figures of all arms under this load."""
    of_arm = {arm.name: sorted((b for b in blocks if (b.arm, b.load) == (arm.name, load.name)), key=_round) for arm in arms}
    return [_figures(of_arm[arm.name], of_arm[arm.baseline]) for arm in arms]


def _round(block: Block) -> int:
    return block.round


def _figures(mine: list[Block], baseline: list[Block]) -> Figures:
    pairs = list(zip(mine, baseline, strict=True))
    p50s = [(percentile(own.latencies, 50), percentile(base.latencies, 50)) for own, base in pairs]
    everything, base_everything = _pooled(mine), _pooled(baseline)
    cold = [block.cold for block in mine if block.cold is not None]
    return Figures(
        arm=mine[0].arm,
        requests=len(everything),
        p50=percentile(everything, 50),
        p99=percentile(everything, 99),
        slowest=max(everything),
        rate=len(everything) / sum(block.seconds for block in mine),
        added_p50=Spread.of([own - base for own, base in p50s]),
        p50_ratio=Spread.of([own / base for own, base in p50s]),
        p99_ratio=percentile(everything, 99) / percentile(base_everything, 99),
        rate_ratio=Spread.of([_rate(own) / _rate(base) for own, base in pairs]),
        cpu={name: sum(b.cpu[name] for b in mine) / len(everything) * 1000 for name in mine[0].cpu},
        cold=statistics.median(cold) if cold else None,
    )


def _pooled(blocks: list[Block]) -> list[float]:
    return [latency for block in blocks for latency in block.latencies]


def _rate(block: Block) -> float:
    return len(block.latencies) / block.seconds


def percentile(values: list[float], percent: float) -> float:
    """The smallest value that so many percent of the values do not exceed."""
    in_order = sorted(values)
    return in_order[max(1, math.ceil(len(in_order) * percent / 100)) - 1]


def progress(number: int, rounds: int, blocks: list[Block], arms: list[Arm], loads: list[Load]) -> str:
    """One line about one round."""
    parts = []
    for load in loads:
        told = [_short(f, load) for f in figures([b for b in blocks if b.round == number], arms, load)]
        parts.append(f"{load.name}: " + "  ".join(told))
    return f"round {number} of {rounds} (load of the machine {os.getloadavg()[0]:.1f})  " + "  |  ".join(parts)


def _short(figure: Figures, load: Load) -> str:
    own = f"{figure.p50:.1f} ms" if load.clients == 1 else f"{figure.rate:.0f}/s"
    ratio = figure.p50_ratio.median if load.clients == 1 else figure.rate_ratio.median
    return own if ratio == 1 else f"{own} {bold(f'x{ratio:.2f}')}"


def table(load: Load, rows: list[Figures]) -> str:
    """The figures of one load."""
    title = f"submit, {load.clients} at a time, {rows[0].requests} requests each"
    return "\n".join(["", bold(title), *_aligned(_latency(rows) if load.clients == 1 else _saturation(rows))])


def _latency(rows: list[Figures]) -> list[list[str]]:
    head = ["", "p50 ms", "p99 ms", "slowest", "added p50", "p50 ratio", "of rounds", "p99 ratio", "reviews asked anew"]
    return [head] + [
        [
            row.arm,
            f"{row.p50:.2f}",
            f"{row.p99:.2f}",
            f"{row.slowest:.1f}",
            f"{row.added_p50.median:+.2f}",
            bold(f"{row.p50_ratio.median:.2f}"),
            f"{row.p50_ratio.least:.2f}..{row.p50_ratio.most:.2f}",
            bold(f"{row.p99_ratio:.2f}"),
            "-" if row.cold is None else f"{row.cold:.1f} ms",
        ]
        for row in rows
    ]


def _saturation(rows: list[Figures]) -> list[list[str]]:
    processes = list(rows[0].cpu)
    head = ["", "per s", "rate ratio", "of rounds", "p50 ms", "p99 ms", "p99 ratio"]
    return [head + [f"CPU {name}" for name in processes]] + [
        [
            row.arm,
            f"{row.rate:.0f}",
            bold(f"{row.rate_ratio.median:.2f}"),
            f"{row.rate_ratio.least:.2f}..{row.rate_ratio.most:.2f}",
            f"{row.p50:.1f}",
            f"{row.p99:.1f}",
            bold(f"{row.p99_ratio:.2f}"),
            *(f"{row.cpu[name]:.2f}" for name in processes),
        ]
        for row in rows
    ]


def verdicts(latency: list[Figures], saturation: list[Figures], arms: list[Arm]) -> list[str]:
    """How the arms through the gateway stand to the bar."""
    through = {arm.name for arm in arms if arm.environment}
    lines = [
        _verdict(f.arm, f"adds {f.added_p50.median:.2f} ms at p50 (under {LONGEST_ADDED_P50_MS:g})", f.added_p50.median < LONGEST_ADDED_P50_MS)
        for f in latency
        if f.arm in through
    ]
    return lines + [
        _verdict(f.arm, f"keeps {f.rate_ratio.median:.2f} of the rate (at least {LEAST_RATE_RATIO:g})", f.rate_ratio.median >= LEAST_RATE_RATIO)
        for f in saturation
        if f.arm in through
    ]


def _verdict(arm: str, text: str, met: bool) -> str:
    return f"  {'met   ' if met else bold('MISSED')}  {arm} {text}"


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(_padded(cell, widths[i], left=i == 0) for i, cell in enumerate(row)) for row in rows]


def _padded(cell: str, width: int, left: bool) -> str:
    space = " " * (width - _width(cell))
    return cell + space if left else space + cell


BOLD, PLAIN = "\033[1m", "\033[0m"


def bold(text: str) -> str:
    return f"{BOLD}{text}{PLAIN}" if sys.stdout.isatty() or os.environ.get("FORCE_COLOR") else text


def _width(cell: str) -> int:
    return len(cell.replace(BOLD, "").replace(PLAIN, ""))
