"""A version, and the forms in which Maven, Helm and Python write it."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

SNAPSHOT = "-SNAPSHOT"
POM = {"pom": "http://maven.apache.org/POM/4.0.0"}
_NUMBER = r"(?:0|[1-9]\d*)"
_ACCEPTED = re.compile(rf"({_NUMBER}\.{_NUMBER}\.{_NUMBER})(-SNAPSHOT|-rc\.[1-9]\d*)?")


class Refused(Exception):
    """What is wrong and what is expected, for the person at the terminal."""


def of_checkout(root: Path) -> str:
    version = ElementTree.parse(root / "pom.xml").getroot().findtext("pom:version", namespaces=POM)
    if not version:
        raise Refused("pom.xml has no <version>; expected one such as 1.2.3-SNAPSHOT")
    return parse(version, "pom.xml")


def parse(text: str, source: str = "the version") -> str:
    """The text itself, which Semantic Versioning, Maven, Helm, an image tag and Python can all express."""
    if not _ACCEPTED.fullmatch(text):
        raise Refused(f"{source} has '{text}'; expected 1.2.3-SNAPSHOT, 1.2.3-rc.1 or 1.2.3")
    return text


def is_snapshot(version: str) -> bool:
    return version.endswith(SNAPSHOT)


def python_form(version: str) -> str:
    """PEP 440: 1.2.3-SNAPSHOT is 1.2.3.dev0, and 1.2.3-rc.1 is 1.2.3rc1."""
    number, suffix = _ACCEPTED.fullmatch(parse(version)).groups()
    if suffix == SNAPSHOT:
        return f"{number}.dev0"
    return number + (suffix or "").replace("-rc.", "rc")
