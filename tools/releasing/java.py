"""The Maven repository of a release, used by a project that has nothing of Tiphys yet."""

import os
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from releasing import versions
from releasing.processes import run
from releasing.versions import Refused

if TYPE_CHECKING:
    from releasing.verification import Delivered

OLDEST_JAVA = "17"
_PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId><artifactId>caller</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>io.tiphys</groupId><artifactId>tiphys-client-sdk</artifactId><version>{version}</version>
  </dependency></dependencies>
  <repositories><repository><id>release</id><url>{repository}</url></repository></repositories>
</project>
"""


def home(checkout: Path) -> str:
    return run(checkout / "tools/mvn", "--java-home").strip().splitlines()[-1]


def documentation(delivered: "Delivered") -> str:
    """Modules: each has a jar, sources, Javadoc that opens, and a list of libraries."""
    names = modules(delivered)
    for name in names:
        base = delivered.directory / f"maven/io/tiphys/{name}/{delivered.version}/{name}-{delivered.version}"
        for part, entry in (("", "META-INF/MANIFEST.MF"), ("-sources", ".java"), ("-javadoc", "index.html")):
            path = base.with_name(f"{base.name}{part}.jar")
            if not path.is_file():
                raise Refused(f"the release has no {path.name}")
            with zipfile.ZipFile(path) as archive:
                if not any(one.endswith(entry) for one in archive.namelist()):
                    raise Refused(f"{path.name} has no {entry}")
        if not base.with_name(f"{base.name}-cyclonedx.json").is_file():
            raise Refused(f"the release has no {base.name}-cyclonedx.json")
    return f"{len(names)} modules"


def modules(delivered: "Delivered") -> list[str]:
    """The names of the artifacts, from the sources: a module that the release lacks is missed."""
    pom = ElementTree.parse(delivered.checkout / "pom.xml").getroot()
    found = [one.text for one in pom.findall("pom:modules/pom:module", versions.POM)]
    return [ElementTree.parse(delivered.checkout / one / "pom.xml").getroot().findtext("pom:artifactId", namespaces=versions.POM) for one in found]


def client(delivered: "Delivered") -> str:
    """Java client: Maven resolves it, and the example compiles for Java 17 and starts."""
    project = delivered.work / "caller"
    project.mkdir()
    repository = (delivered.directory / "maven").absolute().as_uri()
    (project / "pom.xml").write_text(_PROJECT.format(version=delivered.version, repository=repository))
    local = delivered.work / "repository"
    usual = _usual_repository_without_tiphys(delivered)
    run(
        delivered.checkout / "tools/mvn", "-q", "-B", f"-Dmaven.repo.local={local}", f"-Dmaven.repo.local.tail={usual}",
        "-Dmaven.repo.local.tail.ignoreAvailability=true",
        f"{plugin(delivered.checkout, 'maven-dependency-plugin')}:build-classpath", "-Dmdep.outputFile=classpath", cwd=project,
    )  # fmt: skip
    if not list(local.glob(f"io/tiphys/tiphys-client-sdk/{delivered.version}/*.jar")):
        raise Refused("the client did not come from the repository of the release")
    classpath = (project / "classpath").read_text().strip()
    bin_directory = Path(home(delivered.checkout)) / "bin"
    example = delivered.checkout / "examples/java/SubmitAndFollow.java"
    run(bin_directory / "javac", "--release", OLDEST_JAVA, "-cp", classpath, "-d", project / "classes", example)
    said = run(bin_directory / "java", "-cp", f"{project / 'classes'}:{classpath}", "SubmitAndFollow", expect=2, cwd=project)
    if not said.startswith("usage: SubmitAndFollow"):
        raise Refused(f"the example prints '{said.strip()}'")
    return f"{classpath.count(':') + 1} jars"


def plugin(checkout: Path, name: str) -> str:
    """The plugin with the version that the parent pom pins."""
    version = re.search(rf"<artifactId>{name}</artifactId>\s*<version>([^<]+)<", (checkout / "pom.xml").read_text())[1]
    return f"org.apache.maven.plugins:{name}:{version}"


def _usual_repository_without_tiphys(delivered: "Delivered") -> Path:
    """The libraries of others need not be fetched again; an installed Tiphys would hide what the release lacks."""
    usual = Path.home() / ".m2/repository"
    target = delivered.work / "usual"
    (target / "io").mkdir(parents=True)
    for directory in (usual, usual / "io"):
        for entry in directory.iterdir() if directory.is_dir() else ():
            if entry.name not in ("io", "tiphys"):
                os.symlink(entry, target / entry.relative_to(usual))
    return target
