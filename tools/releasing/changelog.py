"""CHANGELOG.md: one section for each release, and 'Unreleased' for what the next one brings."""

import datetime
import re
from dataclasses import dataclass

from releasing.versions import Refused, is_snapshot

NAME = "CHANGELOG.md"
UNRELEASED = "Unreleased"
NOTHING_YET = "- Nothing yet."
_HEADING = re.compile(r"^## (?P<title>.*)$", re.MULTILINE)
_RELEASE = re.compile(r"(?P<version>\S+) \((?P<date>\d{4}-\d{2}-\d{2})\)")
_LINK = re.compile(r"\[([^\]]+)\]\((?![a-z]+:)([^)#]+)(#[^)]*)?\)")


@dataclass(frozen=True)
class Section:
    title: str
    body: str

    @property
    def version(self) -> str | None:
        match = _RELEASE.fullmatch(self.title)
        return match["version"] if match else None

    @property
    def has_content(self) -> bool:
        return any(line.startswith("- ") and line != NOTHING_YET for line in self.body.splitlines())


def sections(text: str) -> list[Section]:
    headings = list(_HEADING.finditer(text))
    ends = [one.start() for one in headings[1:]] + [len(text)] * bool(headings)
    return [Section(one["title"].strip(), text[one.end() : end].strip("\n")) for one, end in zip(headings, ends, strict=True)]


def faults(text: str, version: str) -> list[str]:
    """What keeps the file from describing the version."""
    found = sections(text)
    result = [fault for one in found if (fault := _title_fault(one.title))]
    for title in sorted({one.version or one.title for one in found}):
        if sum((one.version or one.title) == title for one in found) > 1:
            result.append(f"{NAME} has more than one section '{title}'; expected one")
    return [*result, *_missing(found, version)]


def notes(text: str, version: str) -> str:
    """The body of the version's section. Links to files of the checkout become their paths: the notes are read without them."""
    if found := faults(text, version):
        raise Refused("; ".join(found))
    section = next(one for one in sections(text) if _describes(one, version))
    return _LINK.sub(r"\1 (`\2`)", section.body) + "\n"


def entitled(text: str, version: str, today: datetime.date) -> str:
    """The file for the version: a release gives section 'Unreleased' its name, a snapshot begins a new one."""
    found = sections(text)
    names = {one.title for one in found}
    if is_snapshot(version):
        if UNRELEASED in names:
            return text
        first = _HEADING.search(text)
        start = first.start() if first else len(text)
        return f"{text[:start]}## {UNRELEASED}\n\n{NOTHING_YET}\n\n{text[start:]}".rstrip("\n") + "\n"
    if any(one.version == version for one in found):
        return text
    if not any(one.title == UNRELEASED and one.has_content for one in found):
        raise Refused(f"{NAME} has no section '## {UNRELEASED}' with entries; expected what {version} brings")
    return text.replace(f"## {UNRELEASED}\n", f"## {version} ({today.isoformat()})\n", 1)


def _describes(section: Section, version: str) -> bool:
    return section.title == UNRELEASED if is_snapshot(version) else section.version == version


def _missing(found: list[Section], version: str) -> list[str]:
    title = UNRELEASED if is_snapshot(version) else f"{version} (YYYY-MM-DD)"
    wanted = [one for one in found if _describes(one, version)]
    if not wanted:
        return [f"{NAME} has no section for {version}; expected '## {title}'"]
    # Directly after a release nothing has changed yet, and the line says so.
    if not any(one.has_content or (is_snapshot(version) and NOTHING_YET in one.body.splitlines()) for one in wanted):
        return [f"{NAME} has nothing in section '## {wanted[0].title}'; expected entries that begin with '- '"]
    return []


def _title_fault(title: str) -> str | None:
    expected = f"expected '## {UNRELEASED}' or '## 1.2.3 (YYYY-MM-DD)'"
    if title == UNRELEASED:
        return None
    match = _RELEASE.fullmatch(title)
    try:
        if match and datetime.date.fromisoformat(match["date"]):
            return None
    except ValueError:
        return f"{NAME} has section '## {title}', whose date does not exist; {expected}"
    return f"{NAME} has section '## {title}'; {expected}"
