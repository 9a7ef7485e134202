"""Reads the snippets of a Markdown page, and what their markers say.

A marker is a comment on the line before a fence:

    <!-- snippet: skip REASON -->     not executed, for this reason
    <!-- snippet: prints TEXT -->     executed; the output has to contain the text
    <!-- snippet: exit CODE -->       executed by bash; ends with this exit code

`<!-- snippets: skip REASON -->` on a line of its own is for the whole page. A fence without a marker is executed. A fence with
`title="NAME"` is a file, which the reader stores under this name.
"""

import re
from dataclasses import dataclass
from pathlib import Path

EXECUTED = {"bash", "python", "java"}
OTHER_NAMES = {"sh": "bash", "shell": "bash", "console": "bash", "zsh": "bash", "py": "python", "pycon": "python"}
MARKER = re.compile(r"<!-- snippet: (skip|prints|exit) (.+?) -->")
WHOLE_PAGE = re.compile(r"^<!-- snippets: skip .+ -->$", re.MULTILINE)
FENCE = re.compile(
    r"^(?P<markers>(?:<!-- snippet: .*? -->\n)*)(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w+-]*)(?P<options>[^\n`]*)\n"
    r"(?P<text>.*?)^(?P=indent)(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)


class WrongPage(Exception):
    """A page has a fence that cannot be executed and does not say why."""


@dataclass(frozen=True)
class Snippet:
    """A fence of a page."""

    page: str
    line: int
    language: str
    text: str
    title: str = ""
    skip: str = ""
    prints: tuple[str, ...] = ()
    exit_code: int = 0

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def read(path: Path, name: str) -> list[Snippet]:
    """The fences of a page that are executed, stored as files, or skipped for a reason."""
    page = path.read_text()
    whole = WHOLE_PAGE.search(page)
    found = [_snippet(page, name, fence) for fence in FENCE.finditer(page)]
    wanted = [one for one in found if one.title or one.language in EXECUTED]
    if whole:
        return [Snippet(one.page, one.line, one.language, one.text, skip=whole[0]) for one in wanted]
    _require_use(wanted)
    return wanted


def _snippet(page: str, name: str, fence: re.Match[str]) -> Snippet:
    line = page.count("\n", 0, fence.start("ticks")) + 1
    markers = MARKER.findall(fence["markers"])
    if len(markers) != fence["markers"].count("\n"):
        raise WrongPage(f"{name}:{line}: a marker is 'skip REASON', 'prints TEXT' or 'exit CODE'")
    title = re.search(r'title="([^"]+)"', fence["options"])
    values = {kind: [text for one, text in markers if one == kind] for kind in ("skip", "prints", "exit")}
    snippet = Snippet(
        name,
        line,
        OTHER_NAMES.get(fence["language"], fence["language"]),
        fence["text"],
        title[1] if title else "",
        " ".join(values["skip"]),
        tuple(values["prints"]),
        int(values["exit"][0]) if values["exit"] else 0,
    )
    if fence["indent"] and snippet.language in EXECUTED:
        raise WrongPage(f"{snippet.place}: a fence in a list is not executed; write it at the start of the line")
    if snippet.language == "java" and not snippet.title and not snippet.skip:
        raise WrongPage(
            f'{snippet.place}: a Java snippet needs title="NAME.java", or a marker that says why it is skipped'
        )
    return snippet


def _require_use(snippets: list[Snippet]) -> None:
    """A file of a language that is executed has to be used by a snippet after it."""
    for index, one in enumerate(snippets):
        later = snippets[index + 1 :]
        if (
            one.title
            and one.language in EXECUTED
            and not one.skip
            and not any(one.title in other.text for other in later)
        ):
            raise WrongPage(f"{one.place}: no later snippet uses {one.title}")
