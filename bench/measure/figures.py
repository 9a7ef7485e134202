"""From blocks to figures."""

import math
import statistics
from dataclasses import dataclass

from .arms import Arm
from .blocks import Block


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
    """One arm under one load. Milliseconds; requests or deliveries a second; processor seconds per 1,000 of them; MiB.

    p50, p99, slowest and rate are of all rounds together. The comparisons are of each round with the same round of the
    baseline, so that a machine that slows down meanwhile does not decide.
    """

    arm: Arm
    count: int
    p50: float
    p99: float
    slowest: float
    rate: float
    added_p50: Spread
    p50_ratio: Spread
    p99_ratio: float
    rate_ratio: Spread
    cpu: dict[str, float]
    resident: float
    cold: float | None


def figures(blocks: list[Block], arms: list[Arm], load: str) -> list[Figures]:
    """The figures of all arms that have a result under this load, as their baselines have."""
    of_load = [block for block in blocks if block.load == load]
    whole = {arm.name: [b for b in of_load if b.arm == arm.name and not b.failure] for arm in arms}
    return [
        _figures(arm, whole[arm.name], whole[arm.baseline])
        for arm in arms
        if _rounds(whole[arm.name]) & _rounds(whole[arm.baseline])
    ]


def failures(blocks: list[Block], load: str) -> dict[str, str]:
    """Why an arm has no result in some round, by the arm's name."""
    return {block.arm: block.failure for block in blocks if block.load == load and block.failure}


def _rounds(blocks: list[Block]) -> set[int]:
    return {block.round for block in blocks}


def _figures(arm: Arm, mine: list[Block], baseline: list[Block]) -> Figures:
    base_of = {block.round: block for block in baseline}
    pairs = [(own, base_of[own.round]) for own in mine if own.round in base_of]
    p50s = [(percentile(own.latencies, 50), percentile(base.latencies, 50)) for own, base in pairs]
    everything, base_everything = _pooled(mine), _pooled(baseline)
    cold = [block.cold for block in mine if block.cold is not None]
    return Figures(
        arm=arm,
        count=len(everything),
        p50=percentile(everything, 50),
        p99=percentile(everything, 99),
        slowest=max(everything),
        rate=len(everything) / sum(block.seconds for block in mine),
        added_p50=Spread.of([own - base for own, base in p50s]),
        p50_ratio=Spread.of([own / base for own, base in p50s]),
        p99_ratio=percentile(everything, 99) / percentile(base_everything, 99),
        rate_ratio=Spread.of([_rate(own) / _rate(base) for own, base in pairs]),
        cpu={name: sum(b.cpu[name] for b in mine) / len(everything) * 1000 for name in mine[0].cpu},
        resident=max(block.resident for block in mine),
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
