"""Whether the good caller, the memory and the refusals were as they have to be."""

from dataclasses import dataclass, field

from .attacker import Attacked
from .good_caller import Call, slowest

ACTIVITIES = ("submit", "read", "argo-read", "watch", "log")

MOST_TIMES_UNDISTURBED = 3.0

# Attacker, gateway, Argo and Kubernetes share the processors of one machine; below this, a ratio tells of them alone.
NOTICEABLE_MILLISECONDS = 250.0


@dataclass
class Verdict:
    """gateway_seconds: processor seconds of the gateway during the attack. faults: what was not as it has to be; empty for an attack that was withstood."""

    attack: str
    attacked: Attacked
    p99: dict[str, float]
    ratios: dict[str, float]
    resident: float
    gateway_seconds: float
    refusal: str
    recovery: float
    faults: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        return not self.faults


def ratios(undisturbed: list[Call], during: list[Call]) -> dict[str, float]:
    """The p99 of each activity as a multiple of the undisturbed one."""
    return {
        activity: slowest(during, activity, 0.99) / max(slowest(undisturbed, activity, 0.99), 1.0)
        for activity in ACTIVITIES
    }


def faults_of_calls(undisturbed: list[Call], during: list[Call], timed: bool) -> list[str]:
    """Failed calls; where time counts, also calls that became too slow and activities that stood still."""
    faults = [f"{call.activity}: {call.failure}" for call in during if call.failure][:5]
    for activity, ratio in ratios(undisturbed, during).items():
        worst = slowest(during, activity, 0.99)
        if timed and ratio > MOST_TIMES_UNDISTURBED and worst > NOTICEABLE_MILLISECONDS:
            faults.append(f"{activity}: p99 of {worst:.0f} ms is {ratio:.1f} times the undisturbed one")
        if timed and not any(call.activity == activity for call in during):
            faults.append(f"{activity}: nothing happened")
    return faults
