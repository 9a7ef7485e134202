"""What is measured: arms (ways to the Argo Server) under loads. A new arm or load is one entry here."""

from dataclasses import dataclass

SUBMIT, LARGE_SUBMIT, VERSION, PAGE, ARTIFACT, WATCH, CROWD = (
    "submit",
    "submit 1 MiB",
    "version",
    "page of 50",
    "artifact 10 MiB",
    "200 watches",
    "1000 watches",
)


@dataclass(frozen=True)
class Load:
    """A closed loop: each client sends its next request when it has the answer to the last one."""

    operation: str
    clients: int
    requests: int
    warm_up: int

    @property
    def name(self) -> str:
        return f"{self.operation}, {'one' if self.clients == 1 else self.clients} at a time"


@dataclass(frozen=True)
class Watching:
    """So many watches of as many clients, and events at a steady pace.

    per_second: how many workflows are created a second, each of which all watchers see.
    """

    watchers: int
    events: int
    per_second: float


@dataclass(frozen=True)
class Plan:
    """loads: those of one operation, and the operations, in the order in which each round takes them.

    watching: in each round, for each arm. crowd: once, for each arm through the gateway; crowd_submits: how many
    submissions tell how fast they are with and without it.
    rehearsals: submissions through each arm of the gateway before the first round, at most.
    """

    loads: list[Load]
    watching: Watching | None
    crowd: Watching | None
    crowd_submits: int
    rehearsals: int

    def operations(self) -> list[str]:
        return list(dict.fromkeys(load.operation for load in self.loads))


def plan(quick: bool, saturation: int, only: str | None) -> Plan:
    """The loads whose operation has one of the texts in it, which stand between commas; all without a text.

    A text that is the name of a load means this one alone: "submit" is part of another name.
    """
    names = (VERSION, SUBMIT, PAGE, LARGE_SUBMIT, ARTIFACT, WATCH, CROWD)
    texts = [text.strip() for text in only.split(",")] if only else [""]

    def wanted(operation: str) -> bool:
        return any(text == operation if text in names else text in operation for text in texts)

    def closed_loops(operation: str, alone: int, together: int, clients: int = saturation) -> list[Load]:
        share = 3 if quick else 1
        warm_up = max(2, alone // share // 5)
        return [
            Load(operation, 1, max(3, alone // share), warm_up),
            Load(operation, clients, max(clients, together // share), clients),
        ]

    loads = [
        *closed_loops(VERSION, 200, 2400),
        *closed_loops(SUBMIT, 100, 480),
        *closed_loops(PAGE, 30, 96),
        *closed_loops(LARGE_SUBMIT, 8, 24, clients=8),
        *closed_loops(ARTIFACT, 12, 24, clients=4),
    ]
    return Plan(
        loads=[load for load in loads if wanted(load.operation)],
        watching=Watching(200, 15 if quick else 30, 10) if wanted(WATCH) else None,
        crowd=Watching(1000, 15 if quick else 60, 5) if wanted(CROWD) else None,
        crowd_submits=480 if quick else 1500,
        rehearsals=500 if quick else 6000,
    )
