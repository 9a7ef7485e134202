"""The goals that the project set for itself, and how the arms through the gateway stand to them."""

from dataclasses import dataclass

from .arms import ARGO_API, ENVOY, OWN, Arm
from .crowd import Crowd
from .figures import Figures, percentile
from .plan import SUBMIT

# /v1, submissions with warm caches: one call at a time, and saturated.
OWN_ADDED_P50_MS = 3.0
OWN_RATE_RATIO = 0.8
# The Argo API: at p50 it adds no more than Envoy does, and keeps this much of the saturated submit rate.
ARGO_API_RATE_RATIO = 0.95
# Watches.
DELIVERY_P99_MS = 100.0
KILOBYTES_PER_WATCHER = 50.0
RATE_BESIDE_CROWD = 0.95


@dataclass(frozen=True)
class Verdict:
    """met: whether the figure is on the right side of the goal."""

    arm: str
    text: str
    met: bool


def latency_verdicts(operation: str, rows: list[Figures]) -> list[Verdict]:
    """One call at a time."""
    envoy = {row.arm.protocol: row.added_p50.median for row in rows if row.arm.way == ENVOY}
    verdicts = []
    for row in rows:
        added, protocol = row.added_p50.median, row.arm.protocol
        if row.arm.way == ARGO_API and protocol in envoy:
            text = f"{operation}: adds {added:+.2f} ms at p50 (no more than Envoy, {envoy[protocol]:+.2f})"
            verdicts.append(Verdict(row.arm.name, text, added <= envoy[protocol]))
        if row.arm.way == OWN and operation == SUBMIT:
            text = f"{operation}: adds {added:+.2f} ms at p50 (under {OWN_ADDED_P50_MS:g})"
            verdicts.append(Verdict(row.arm.name, text, added < OWN_ADDED_P50_MS))
    return verdicts


def rate_verdicts(operation: str, rows: list[Figures]) -> list[Verdict]:
    """Saturated."""
    least = {ARGO_API: ARGO_API_RATE_RATIO, OWN: OWN_RATE_RATIO}
    return [
        Verdict(
            row.arm.name,
            f"{operation}: keeps {row.rate_ratio.median:.2f} of the rate (at least {least[row.arm.way]:g})",
            row.rate_ratio.median >= least[row.arm.way],
        )
        for row in rows
        if operation == SUBMIT and row.arm.way in least
    ]


def watch_verdicts(load: str, rows: list[Figures], failures: dict[str, str], arms: list[Arm]) -> list[Verdict]:
    argo_api = {arm.name for arm in arms if arm.way == ARGO_API}
    verdicts = [
        Verdict(row.arm.name, f"{load}: p99 of delivery {row.p99:.0f} ms (at most {DELIVERY_P99_MS:g})", row.p99 <= DELIVERY_P99_MS)
        for row in rows
        if row.arm.name in argo_api
    ]
    return verdicts + [Verdict(name, f"{load}: {why}", False) for name, why in failures.items() if name in argo_api]


def crowd_verdicts(load: str, crowds: list[Crowd]) -> list[Verdict]:
    verdicts = []
    for crowd in crowds:
        if crowd.failure:
            verdicts.append(Verdict(crowd.arm, f"{load}: {crowd.failure}", False))
            continue
        quiet, ratio = percentile(crowd.quiet, 99), rate_ratio(crowd)
        verdicts += [
            Verdict(crowd.arm, f"{load}: p99 of delivery {quiet:.0f} ms (at most {DELIVERY_P99_MS:g})", quiet <= DELIVERY_P99_MS),
            Verdict(
                crowd.arm,
                f"{load}: {crowd.kilobytes:.0f} kB for each watcher (at most {KILOBYTES_PER_WATCHER:g})",
                crowd.kilobytes <= KILOBYTES_PER_WATCHER,
            ),
            Verdict(
                crowd.arm,
                f"{load}: {ratio:.2f} of the submit rate without them (at least {RATE_BESIDE_CROWD:g})",
                ratio >= RATE_BESIDE_CROWD,
            ),
        ]
    return verdicts


def rate_ratio(crowd: Crowd) -> float:
    """Submissions beside the crowd, compared with the mean of before and after."""
    return crowd.rate_with / (sum(crowd.rate_without) / len(crowd.rate_without))
