"""Tables that can be read."""

import os
import sys

from .arms import Arm
from .blocks import Block
from .crowd import Crowd
from .figures import Figures, failures, figures, percentile
from .goals import Verdict, crowd_verdicts, latency_verdicts, rate_ratio, rate_verdicts, watch_verdicts
from .plan import CROWD, WATCH, Plan


def everything(plan: Plan, blocks: list[Block], crowds: list[Crowd], arms: list[Arm]) -> str:
    """A table for each load, and the goals."""
    lines: list[str] = []
    verdicts: list[Verdict] = []
    for load in plan.loads:
        rows = figures(blocks, arms, load.name)
        lines += ["", bold(load.name), *aligned(latency_table(rows) if load.clients == 1 else rate_table(rows))]
        judge = latency_verdicts if load.clients == 1 else rate_verdicts
        verdicts += judge(load.operation, rows)
    if plan.watching:
        rows, why = figures(blocks, arms, WATCH), failures(blocks, WATCH)
        lines += ["", bold(f"{WATCH}: from the creation of a workflow to its event at a watcher"), *aligned(delivery_table(rows))]
        lines += [f"  {name}: {reason}" for name, reason in why.items()]
        verdicts += watch_verdicts(WATCH, rows, why, arms)
    if plan.crowd:
        lines += ["", bold(f"{CROWD}, and {plan.crowd_submits} submissions beside them"), *aligned(crowd_table(crowds))]
        verdicts += crowd_verdicts(CROWD, crowds)
    lines += ["", "CPU: seconds per 1,000 requests or deliveries. Memory: MiB, of what stands in between."]
    return "\n".join([*lines, "", bold("The goals, with warm caches"), *map(verdict_line, verdicts)])


def progress(number: int, rounds: int, blocks: list[Block], arms: list[Arm], plan: Plan) -> str:
    """One line for each load of one round."""
    lines = [f"round {number} of {rounds}, load of the machine {os.getloadavg()[0]:.1f}"]
    of_round = [block for block in blocks if block.round == number]
    for name in dict.fromkeys(block.load for block in of_round):
        alone = name == WATCH or any(load.name == name and load.clients == 1 for load in plan.loads)
        output = [_short(row, alone) for row in figures(of_round, arms, name)]
        lines.append(f"  {name}: {'  '.join(output)}")
    return "\n".join(lines)


def _short(row: Figures, alone: bool) -> str:
    own = f"{row.p50:.1f} ms" if alone else f"{row.rate:.0f}/s"
    ratio = row.p50_ratio.median if alone else row.rate_ratio.median
    return own if row.arm.name == row.arm.baseline else f"{row.arm.name} {bold(f'x{ratio:.2f}')}"


def latency_table(rows: list[Figures]) -> list[list[str]]:
    head = ["", "n", "p50 ms", "p99 ms", "slowest", "added p50", "p50 ratio", "of rounds", "p99 ratio", "reviews asked anew"]
    return [head] + [
        [
            row.arm.name,
            str(row.count),
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


def rate_table(rows: list[Figures]) -> list[list[str]]:
    processes = list(rows[0].cpu) if rows else []
    head = ["", "n", "per s", "rate ratio", "of rounds", "p50 ms", "p99 ms", "p99 ratio", "memory"]
    return [head + [f"CPU {name}" for name in processes]] + [
        [
            row.arm.name,
            str(row.count),
            f"{row.rate:.0f}",
            bold(f"{row.rate_ratio.median:.2f}"),
            f"{row.rate_ratio.least:.2f}..{row.rate_ratio.most:.2f}",
            f"{row.p50:.1f}",
            f"{row.p99:.1f}",
            bold(f"{row.p99_ratio:.2f}"),
            f"{row.resident:.0f}",
            *(f"{row.cpu[name]:.2f}" for name in processes),
        ]
        for row in rows
    ]


def delivery_table(rows: list[Figures]) -> list[list[str]]:
    processes = list(rows[0].cpu) if rows else []
    head = ["", "n", "p50 ms", "p99 ms", "slowest", "p50 ratio", "of rounds", "p99 ratio", "memory"]
    return [head + [f"CPU {name}" for name in processes]] + [
        [
            row.arm.name,
            str(row.count),
            f"{row.p50:.1f}",
            f"{row.p99:.1f}",
            f"{row.slowest:.1f}",
            bold(f"{row.p50_ratio.median:.2f}"),
            f"{row.p50_ratio.least:.2f}..{row.p50_ratio.most:.2f}",
            bold(f"{row.p99_ratio:.2f}"),
            f"{row.resident:.0f}",
            *(f"{row.cpu[name]:.3f}" for name in processes),
        ]
        for row in rows
    ]


def crowd_table(crowds: list[Crowd]) -> list[list[str]]:
    head = ["", "quiet p50 ms", "p99 ms", "beside submissions p50 ms", "p99 ms", "kB each", "memory"]
    rows = [[*head, "submits per s without", "with", "ratio"]]
    for crowd in crowds:
        without = "..".join(f"{rate:.0f}" for rate in crowd.rate_without)
        if crowd.failure:
            rows.append([crowd.arm, *["-"] * 6, without, "-", "-"])
            continue
        times = [f"{percentile(which, part):.1f}" for which in (crowd.quiet, crowd.busy) for part in (50, 99)]
        memory = [f"{crowd.kilobytes:.0f}", f"{crowd.resident:.0f}"]
        rows.append([crowd.arm, *times, *memory, without, f"{crowd.rate_with:.0f}", bold(f"{rate_ratio(crowd):.2f}")])
    return rows


def verdict_line(verdict: Verdict) -> str:
    return f"  {'met   ' if verdict.met else bold('MISSED')}  {verdict.arm}, {verdict.text}"


def aligned(rows: list[list[str]]) -> list[str]:
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
