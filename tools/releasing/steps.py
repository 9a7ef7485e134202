"""The steps of a release. Each reads the copied sources and writes below the directory of the release."""

import datetime
import hashlib
import platform
import re
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from releasing import archives, changelog, repository, versions
from releasing.processes import environment, run

ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
CHECKSUMS = "SHA256SUMS"


@dataclass
class Release:
    checkout: Path
    source: Path
    target: Path
    version: str
    untrained: bool
    origin: str
    digest: str = ""

    @property
    def time(self) -> int:
        """The time of every file, in seconds: that which the parent pom sets for the entries of the jars."""
        pom = ElementTree.parse(self.checkout / "pom.xml").getroot()
        text = pom.findtext("pom:properties/pom:project.build.outputTimestamp", namespaces=versions.POM)
        return int(datetime.datetime.fromisoformat(text).timestamp())


def maven(release: Release) -> None:
    """Maven repository: jars, sources, Javadoc, lists of libraries."""
    deployed = release.source / "target/deployed"
    run(
        "nice", "-n", "5", "tools/mvn", "-Prelease", "-Dtiphys.checks.skip", "-Dtiphys.quick", "-Dmaven.test.skip=true",
        "-Dmaven.install.skip=true", f"-DaltDeploymentRepository=release::{deployed.as_uri()}", "deploy", cwd=release.source,
    )  # fmt: skip
    repository.take(deployed, release.target / "maven", release.version)
    # The image is made of these jars: tools/build sees that they are newer than their sources.
    (release.source / "service/target/.built").touch()


def image(release: Release) -> str:
    """Image and its list of libraries."""
    kept = release.checkout / "docker/target/cache"
    used = release.source / "docker/target/cache"
    used.parent.mkdir(parents=True)
    if not release.untrained:
        kept.mkdir(parents=True, exist_ok=True)
        used.symlink_to(kept)
    said = run("docker/image", *(["--untrained"] if release.untrained else []), cwd=release.source)
    release.digest = re.search(r"sha256:[0-9a-f]{64}", said)[0]
    name = f"tiphys-image-{release.version}-{ARCHITECTURE}"
    (release.target / "image").mkdir()
    shutil.copyfile(release.source / "docker/target/tiphys-image.tar", release.target / f"image/{name}.tar")
    shutil.copyfile(release.source / "docker/target/tiphys-image.cdx.json", release.target / f"image/{name}.cdx.json")
    return release.digest


def chart(release: Release) -> None:
    """Chart."""
    (release.target / "kubernetes").mkdir()
    run("tools/helm", "package", "manifests/helm/tiphys", "--destination", release.target / "kubernetes", cwd=release.source)


def kustomize(release: Release) -> None:
    """Base for kustomize and its example."""
    name = f"tiphys-kustomize-{release.version}"
    files = archives.below(release.source / "manifests/kustomize", ".")
    archives.pack(release.target / f"kubernetes/{name}.tar.gz", name, {one.removeprefix("./"): path for one, path in files.items()}, release.time)


def python(release: Release) -> None:
    """Python wheel and source distribution."""
    interpreter = run("tools/python-environment", "clients/python/requirements-check.txt", cwd=release.source).strip().splitlines()[-1]
    run(
        interpreter, "-m", "build", "--no-isolation", "--outdir", release.target / "python",
        cwd=release.source / "clients/python", env=environment(SOURCE_DATE_EPOCH=str(release.time)),
    )  # fmt: skip


def command_line(release: Release) -> None:
    """tiphys-lint."""
    name = f"tiphys-lint-{release.version}"
    module = release.source / "command-line"
    jar = module / f"target/tiphys-command-line-{release.version}.jar"
    files = {
        "bin/tiphys-lint": module / "src/distribution/tiphys-lint",
        f"lib/{jar.name}": jar,
        **archives.below(module / "target/lib", "lib"),
        **{one: release.source / one for one in ("LICENSE", "NOTICE")},
    }
    archives.pack(release.target / f"{name}.tar.gz", name, files, release.time)


def notes(release: Release) -> None:
    """Release notes, from CHANGELOG.md."""
    text = changelog.notes((release.source / changelog.NAME).read_text(), release.version)
    heading = f"# Tiphys {release.version}\n\nBuilt from {release.origin}. The image is `localhost/tiphys:{release.version}`, `{release.digest}`.\n\n"
    (release.target / "RELEASE_NOTES.md").write_text(heading + text)


def checksums(release: Release) -> str:
    """Checksums of all files."""
    files = sorted(path for path in release.target.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(release.target)}\n" for path in files]
    (release.target / CHECKSUMS).write_text("".join(lines))
    return f"{len(lines)} files"


STEPS = (maven, image, chart, kustomize, python, command_line, notes, checksums)
