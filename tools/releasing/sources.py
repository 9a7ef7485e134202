"""The files that a release is made of: what Git knows, and nothing of an earlier build."""

import os
import shutil
import subprocess
from pathlib import Path


def changes(root: Path) -> list[str]:
    """Files that differ from the commit, new ones included."""
    status = _git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    return [entry[3:] for entry in status.split("\0") if entry]


def commit(root: Path) -> str:
    return _git(root, "rev-parse", "HEAD").strip()


def export(root: Path, target: Path, time: int) -> None:
    """Copies the files with one modification time, because Helm keeps the times of the files that it packs."""
    for name in _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        source, copy = root / name, target / name
        if name and source.is_symlink() or name and source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy, follow_symlinks=False)
            os.utime(copy, (time, time), follow_symlinks=False)


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout
