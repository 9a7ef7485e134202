"""One attack after the other, with a pause in which the gateway has to recover."""

import time
from collections.abc import Callable

from bench.measure.processes import cpu_seconds, resident_mebibytes

from .attack import Attack, Target
from .attacker import Attacker
from .good_caller import Call, GoodCaller
from .verdict import Verdict, faults_of_calls, ratios, slowest, ACTIVITIES

UNDISTURBED_SECONDS = 12
RECOVERY_SECONDS = 5
SETTLED_SECONDS = 2

# The heap has 256 MiB. What the JVM needs beside it (code, threads, buffers) is bounded by this.
MOST_RESIDENT_MEBIBYTES = 640


class Rounds:
    """Runs attacks against one gateway. timed: whether a call that becomes slow is a fault."""

    def __init__(
        self, attacker: Attacker, target: Target, caller: GoodCaller, pid: int, seconds: float, timed: bool, say: Callable[[str], None]
    ):
        self._attacker = attacker
        self._target = target
        self._caller = caller
        self._pid = pid
        self._seconds = seconds
        self._timed = timed
        self._say = say
        self._undisturbed: list[Call] = []

    def warm_up(self, seconds: float) -> None:
        """Lets the JVM compile; what happens meanwhile is not counted."""
        time.sleep(seconds)

    def undisturbed(self) -> dict[str, float]:
        """What the good caller sees when nobody attacks."""
        begin = time.monotonic()
        time.sleep(UNDISTURBED_SECONDS)
        self._undisturbed = self._caller.record.between(begin, time.monotonic())
        return {activity: slowest(self._undisturbed, activity, 0.99) for activity in ACTIVITIES}

    def attack(self, attack: Attack) -> Verdict:
        self._say(f"{attack.name} (has {attack.whose})")
        begin, used = time.monotonic(), cpu_seconds(self._pid)
        attacked = self._attacker.start(attack, self._target, self._seconds)
        resident = resident_mebibytes(self._pid)
        refusal, probed = "", False
        # An attack that is over sooner is watched for as long: what it left is a part of it.
        while not attacked.done() or time.monotonic() - begin < self._seconds:
            time.sleep(0.1 if attacked.done() else 0.5)
            resident = max(resident, resident_mebibytes(self._pid))
            if attack.probe and not probed and time.monotonic() - begin > self._seconds / 3:
                refusal, probed = self._probe(attack), True
        end = time.monotonic()
        during = self._caller.record.between(begin, end)
        gateway_seconds = cpu_seconds(self._pid) - used
        recovery, late = self._recovery(end)
        verdict = Verdict(
            attack.name,
            attacked.result(),
            {activity: slowest(during, activity, 0.99) for activity in ACTIVITIES},
            ratios(self._undisturbed, during),
            resident,
            gateway_seconds,
            refusal,
            recovery,
            faults_of_calls(self._undisturbed, during, self._timed) + late,
        )
        if refusal.startswith("!"):
            verdict.faults.append(f"refusal: {refusal[1:]}")
        if resident > MOST_RESIDENT_MEBIBYTES:
            verdict.faults.append(f"resident memory: {resident:.0f} MiB")
        return verdict

    def _probe(self, attack: Attack) -> str:
        """The reason in the refusal; begins with "!" when it is none of those that are expected."""
        assert attack.probe is not None
        probe = attack.probe(self._target)
        try:
            reason = probe.refusal(self._target)
        except (AssertionError, OSError) as e:
            return f"!{type(e).__name__}: {e}"
        return reason if reason in probe.reasons else f"!{reason or 'none'} is none of {sorted(probe.reasons)}"

    def _recovery(self, end: float) -> tuple[float, list[str]]:
        """Seconds from the end of the attack until calls that begin are as they were, and what is wrong when that takes too long."""
        while True:
            time.sleep(SETTLED_SECONDS)
            now = time.monotonic()
            faults = faults_of_calls(self._undisturbed, self._caller.record.between(now - SETTLED_SECONDS, now), self._timed)
            # A log has a line each second, and a call that is under way is recorded when it ends.
            faults = [fault for fault in faults if "nothing happened" not in fault]
            if not faults:
                return now - SETTLED_SECONDS - end, []
            if now - SETTLED_SECONDS - end > RECOVERY_SECONDS:
                return now - end, [f"not recovered after {RECOVERY_SECONDS} s: {fault}" for fault in faults[:2]]
