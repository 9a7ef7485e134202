"""The table of all attacks."""

from .verdict import ACTIVITIES, Verdict


def table(undisturbed: dict[str, float], verdicts: list[Verdict]) -> str:
    """As Markdown: p99 of each activity in milliseconds, memory in MiB, processor seconds, seconds until all was as before."""
    names = " | ".join(f"{activity} p99 (ms)" for activity in ACTIVITIES)
    rows = [
        f"| attack | {names} | memory (MiB) | processor (s): attacker, gateway | refused with | recovery (s) | |",
        "|---" * (len(ACTIVITIES) + 6) + "|",
        _row("undisturbed", undisturbed, "", "", "", "", ""),
    ]
    for verdict in verdicts:
        result = "withstood" if verdict.held else "; ".join(verdict.faults)
        used = f"{verdict.attacked.processor_seconds:.1f}, {verdict.gateway_seconds:.1f}"
        rows.append(
            _row(verdict.attack, verdict.p99, f"{verdict.resident:.0f}", used, verdict.refusal, f"{verdict.recovery:.1f}", result)
        )
    seen = [f"- {verdict.attack}: {verdict.attacked.seen}" for verdict in verdicts]
    return "\n".join([*rows, "", "What the attackers saw:", "", *seen])


def _row(name: str, p99: dict[str, float], memory: str, used: str, refusal: str, recovery: str, result: str) -> str:
    times = " | ".join(f"{p99[activity]:.0f}" for activity in ACTIVITIES)
    return f"| {name} | {times} | {memory} | {used} | {refusal} | {recovery} | {result} |"
