"""What a user of the release finds: each check uses it in a place of its own. The checkout gives only examples and tools."""

import contextlib
import io
import json
import re
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from releasing import bills, java, versions
from releasing.processes import run
from releasing.versions import Refused


@dataclass(frozen=True)
class Delivered:
    checkout: Path
    directory: Path
    version: str
    work: Path

    @staticmethod
    @contextlib.contextmanager
    def scratch(checkout: Path, directory: Path, version: str) -> Iterator["Delivered"]:
        with tempfile.TemporaryDirectory(prefix="tiphys-release-") as work:
            yield Delivered(checkout, directory, version, Path(work))

    def only(self, pattern: str) -> Path:
        found = sorted(self.directory.glob(pattern))
        if len(found) != 1:
            raise Refused(f"the release has {len(found)} files {pattern}; expected one")
        return found[0]

    def unpacked(self, archive: Path) -> Path:
        """The one directory that the archive has."""
        target = Path(tempfile.mkdtemp(dir=self.work))
        with tarfile.open(archive) as content:
            content.extractall(target, filter="data")
        found = list(target.iterdir())
        if len(found) != 1:
            raise Refused(f"{archive.name} has {len(found)} entries at its top; expected one directory")
        return found[0]


def expect(condition: object, text: str) -> None:
    if not condition:
        raise Refused(text)


def sums(delivered: Delivered) -> str:
    """Checksums, and no file without one."""
    said = run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", cwd=delivered.directory)
    expect(not said, said)
    named = {line.split("  ", 1)[1] for line in (delivered.directory / "SHA256SUMS").read_text().splitlines()}
    present = {str(path.relative_to(delivered.directory)) for path in delivered.directory.rglob("*") if path.is_file()}
    expect(present - {"SHA256SUMS"} == named, f"SHA256SUMS does not have {sorted(present - named - {'SHA256SUMS'})}")
    return f"{len(named)} files"


def image(delivered: Delivered) -> str:
    """Image: each part has the digest by which it is named, and the notes name the image."""
    archive = delivered.only("image/*.tar")
    with tarfile.open(archive) as content:
        for entry in content:
            if entry.name.startswith("blobs/sha256/"):
                found = sha256(content.extractfile(entry).read()).hexdigest()
                expect(entry.name.endswith(found), f"{archive.name}: {entry.name} has the digest {found}")
        index = json.load(content.extractfile("index.json"))
    digest, name = index["manifests"][0]["digest"], index["manifests"][0]["annotations"]["io.containerd.image.name"]
    notes = (delivered.directory / "RELEASE_NOTES.md").read_text()
    expect(digest in notes, f"{archive.name} has the digest {digest}, which RELEASE_NOTES.md does not name")
    expect(name == f"localhost/tiphys:{delivered.version}", f"{archive.name} has the name {name}")
    return digest


def chart(delivered: Delivered) -> str:
    """Chart: is linted, and renders each example with the image of this version."""
    packed = delivered.only("kubernetes/*.tgz")
    helm = delivered.checkout / "tools/helm"
    examples = sorted((delivered.checkout / "manifests/helm/tiphys/examples").glob("*.yaml"))
    for example in examples:
        run(helm, "lint", packed, "--strict", "--values", example)
        rendered = run(helm, "template", "tiphys", packed, "--namespace", "tiphys-system", "--values", example)
        expect(f"app.kubernetes.io/version: \"{delivered.version}\"" in rendered, f"{packed.name} renders another version")
        expect(re.search(rf'image: "?\S*tiphys(:{re.escape(delivered.version)}|@sha256:)', rendered), f"{packed.name} renders another image")
    return f"{len(examples)} examples"


def kustomize(delivered: Delivered) -> None:
    """Base for kustomize: names the image of this version."""
    unpacked = delivered.unpacked(delivered.only("kubernetes/*.tar.gz"))
    expect(f'image: "tiphys:{delivered.version}"' in (unpacked / "base/tiphys.yaml").read_text(), "the base names another image")
    expect((unpacked / "example/kustomization.yaml").is_file(), "the example is missing")


def python(delivered: Delivered) -> str:
    """Wheel: is installed into an empty environment, and its command runs."""
    home = delivered.work / "python"
    run("python3", "-m", "venv", home)
    run(home / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", delivered.only("python/*.whl"))
    said = run(home / "bin/tiphys", "--version", cwd=delivered.work).strip()
    expect(said == f"tiphys {versions.python_form(delivered.version)}", f"tiphys --version prints '{said}'")
    expect("usage: tiphys" in run(home / "bin/tiphys", "--help", cwd=delivered.work), "tiphys --help prints no usage")
    return said


def command_line(delivered: Delivered) -> str:
    """tiphys-lint: runs from where it is unpacked, and lints an example."""
    home = delivered.unpacked(delivered.only("tiphys-lint-*.tar.gz"))
    alone = {"JAVA_HOME": java.home(delivered.checkout), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    said = run(home / "bin/tiphys-lint", "--version", cwd=delivered.work, env=alone).strip()
    expect(said == f"tiphys-lint {delivered.version}", f"tiphys-lint --version prints '{said}'")
    shutil.copy(delivered.checkout / "examples/hello.yaml", delivered.work)
    expect("0 errors" in run(home / "bin/tiphys-lint", "hello.yaml", cwd=delivered.work, env=alone), "hello.yaml has errors")
    return said


def machine_paths(delivered: Delivered) -> str:
    """No file names a directory of the machine that built it."""
    paths = [str(one).encode() for one in (delivered.checkout, Path.home() / ".m2", Path.home() / ".cache")]
    count = 0
    for name, content in _contents(delivered.directory):
        count += 1
        found = [one.decode() for one in paths if one in content]
        expect(not found, f"{name} names {', '.join(found)}")
    return f"{count} files"


def _contents(directory: Path) -> Iterator[tuple[str, bytes]]:
    """The files, and those of the archives with them. The image's parts were tested as jars, or are not of this project."""
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory)
        if path.suffix in (".jar", ".whl"):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{name}: {one}", archive.read(one)) for one in archive.namelist())
        elif path.suffix in (".gz", ".tgz"):
            with tarfile.open(fileobj=io.BytesIO(path.read_bytes())) as archive:
                yield from ((f"{name}: {one.name}", archive.extractfile(one).read()) for one in archive if one.isfile())
        elif path.is_file() and path.suffix != ".tar":
            yield str(name), path.read_bytes()


CHECKS = (sums, image, chart, kustomize, python, command_line, java.documentation, java.client, bills.valid, bills.complete, machine_paths)
