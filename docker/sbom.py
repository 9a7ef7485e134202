"""The list of what is in the image, as CycloneDX 1.6. Without time and serial number, so that it is reproducible."""

import hashlib
import json
import zipfile
from pathlib import Path


def write(target: Path, jars: list[Path], packages: dict, runtime: dict, name: str, version: str) -> None:
    components = [library(jar) for jar in jars]
    for package, wanted in packages.items():
        components.append(component(package, wanted["version"], f"pkg:deb/debian/{package}@{wanted['version']}"))
    components.append(component("temurin-jdk", runtime["JAVA_RUNTIME_VERSION"], None))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "container", "bom-ref": name, "name": name, "version": version}},
        "components": sorted(components, key=lambda one: one["bom-ref"]),
    }
    target.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n")


def library(jar: Path) -> dict:
    group, artifact, version = coordinates(jar)
    purl = f"pkg:maven/{group}/{artifact}@{version}" if group else None
    digest = hashlib.sha256(jar.read_bytes()).hexdigest()
    return {**component(artifact, version, purl), "group": group, "hashes": [{"alg": "SHA-256", "content": digest}]}


def coordinates(jar: Path) -> tuple[str, str, str]:
    """From the jar's own pom.properties when it has exactly one; else from the file's name."""
    with zipfile.ZipFile(jar) as content:
        found = [name for name in content.namelist() if name.startswith("META-INF/maven/") and name.endswith("/pom.properties")]
        if len(found) == 1:
            lines = content.read(found[0]).decode().splitlines()
            read = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
            return read["groupId"].strip(), read["artifactId"].strip(), read["version"].strip()
    artifact, _, version = jar.stem.rpartition("-")
    return "", artifact or jar.stem, version


def component(name: str, version: str, purl: str | None) -> dict:
    reference = purl or f"{name}@{version}"
    return {"type": "library", "bom-ref": reference, "name": name, "version": version, **({"purl": purl} if purl else {})}
