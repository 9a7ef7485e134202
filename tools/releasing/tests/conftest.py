"""What the tests share: a copy, which they may change, of the checkout's files that can name a version, and of the tools."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(CHECKOUT / "tools"))


@pytest.fixture(scope="session")
def original(tmp_path_factory) -> Path:
    copy = tmp_path_factory.mktemp("original")
    command = ["git", "grep", "-lzIE", r"[0-9]+\.[0-9]+\.[0-9]+|import|Changelog", "--", ".", ":!*.java", ":!bench", ":!testbed", ":!clients/*/tests", ":!*.sum"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (CHECKOUT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, copy / name)
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    subprocess.run(["git", "add", "--all"], cwd=copy, check=True)
    return copy


@pytest.fixture
def checkout(original, tmp_path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "checkout", symlinks=True))


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([checkout / "tools/version", *arguments], capture_output=True, text=True)
