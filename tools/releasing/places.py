"""The places of the checkout that name the version of Tiphys: found by what surrounds them, in every file that Git knows.

A new page or manifest needs no entry here as long as it names the version as the others do.
"""

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from releasing import versions

# Histories and hashes of libraries; and what speaks of versions that are examples.
SKIPPED = ("CHANGELOG.md", "*go.sum", "*go.mod", "tools/releasing", "tools/version", "docs/operations/release.md")
_VERSION = r"(?P<version>\d+\.\d+\.\d+(?:-SNAPSHOT|-rc\.\d+|\.dev\d+|rc\d+)?)(?!\d|\.\d)"


@dataclass(frozen=True)
class Kind:
    pattern: re.Pattern
    files: str = r".*"
    python: bool = False

    def text(self, version: str) -> str:
        return versions.python_form(version) if self.python else version


@dataclass(frozen=True)
class Place:
    file: str
    line: int
    start: int
    found: str
    kind: Kind


def _kind(pattern: str, files: str = r".*", python: bool = False) -> Kind:
    return Kind(re.compile(pattern.replace("VERSION", _VERSION), re.MULTILINE), files, python)


KINDS = (
    _kind(r"<groupId>io\.tiphys</groupId>\s*<artifactId>tiphys-[a-z-]+</artifactId>\s*<version>VERSION</version>"),
    # A jar, an archive, an image with its tag, the output of --version.
    _kind(r"\btiphys(?:-[a-z]+)*(?:-|:| v?)VERSION"),
    _kind(r"\btiphys, tag: \"?VERSION"),
    _kind(r"\btiphys\n\s+(?:tag|newTag): \"?VERSION"),
    _kind(r"app\.kubernetes\.io/version: \"?VERSION", r"manifests/.*"),
    _kind(r"^(?:version|appVersion): \"?VERSION", r"manifests/helm/.*/Chart\.yaml"),
    _kind(r"^version = \"VERSION\"", r"clients/python/pyproject\.toml", python=True),
    _kind(r"^__version__ = \"VERSION\"", r"clients/python/src/.*", python=True),
    _kind(r"\btiphys==VERSION", python=True),
)
# No library of ours is a snapshot, so one that the kinds above do not see is Tiphys in an unknown form.
_UNFINISHED = re.compile(r"\b\d+\.\d+\.\d+(?:-SNAPSHOT|\.dev\d+)\b")


def required(root: Path) -> list[str]:
    """The files that must name the version."""
    pom = ElementTree.parse(root / "pom.xml").getroot()
    modules = [one.text for one in pom.findall("pom:modules/pom:module", versions.POM)]
    python = ["clients/python/pyproject.toml", "clients/python/src/tiphys/__init__.py"]
    return ["pom.xml", *(f"{module}/pom.xml" for module in modules), *python, "manifests/helm/tiphys/Chart.yaml"]


def find(root: Path) -> list[Place]:
    return [place for file, text in _texts(root) for place in _in(file, text)]


def faults(root: Path, version: str, found: list[Place]) -> list[str]:
    result = [f"{name} names no version; expected {version}" for name in required(root) if name not in {one.file for one in found}]
    for one in found:
        if one.found != one.kind.text(version):
            result.append(f"{one.file}:{one.line} has '{one.found}'; expected {one.kind.text(version)}")
    known = {(one.file, one.start) for one in found}
    for file, text in _texts(root):
        for match in _UNFINISHED.finditer(text):
            if (file, match.start()) not in known:
                result.append(f"{file}:{_line(text, match.start())} has '{match[0]}'; expected a place that tools/releasing/places.py knows")
    return result


def write(root: Path, version: str) -> int:
    """Writes the version to each place and returns how many there are."""
    count = 0
    for file, text in _texts(root):
        places = _in(file, text)
        for one in sorted(places, key=lambda place: -place.start):
            text = text[: one.start] + one.kind.text(version) + text[one.start + len(one.found) :]
        if places:
            (root / file).write_bytes(text.encode())
        count += len(places)
    return count


def _in(file: str, text: str) -> list[Place]:
    found = {}
    for kind in KINDS:
        if re.fullmatch(kind.files, file):
            for match in kind.pattern.finditer(text):
                start = match.start("version")
                found.setdefault(start, Place(file, _line(text, start), start, match["version"], kind))
    return [found[start] for start in sorted(found)]


def _line(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    command = ["git", "grep", "-lzIE", r"[0-9]+\.[0-9]+\.[0-9]+", "--", ".", *(f":!{name}" for name in SKIPPED)]
    # Git looks at all files in a fraction of the time; 1 says that it found none.
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if listed.returncode > 1:
        raise versions.Refused(f"git grep failed: {listed.stderr.strip()}; expected a checkout of Git")
    for name in sorted(filter(None, listed.stdout.split("\0"))):
        yield name, (root / name).read_bytes().decode()
