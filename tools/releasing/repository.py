"""The Maven repository of a release, from one to which Maven has deployed."""

import re
import shutil
from pathlib import Path

from releasing.versions import SNAPSHOT


def take(deployed: Path, target: Path, version: str) -> None:
    """Copies the artifacts without what names the time of the build, so that the same sources give the same files.

    That is maven-metadata.xml, and the time in the names of a snapshot's files. Maven reads a repository without both.
    """
    stamped = re.compile(re.escape(version.removesuffix(SNAPSHOT)) + r"-\d{8}\.\d{6}-\d+")
    for path in sorted(deployed.rglob("*")):
        if path.is_file() and not path.name.startswith("maven-metadata"):
            copy = target / path.relative_to(deployed).parent / stamped.sub(version, path.name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
