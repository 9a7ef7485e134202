"""The lists of libraries (CycloneDX): valid, and complete for what is delivered."""

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from releasing.processes import run
from releasing.versions import Refused

if TYPE_CHECKING:
    from releasing.verification import Delivered

_VALIDATE = """
import json, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
validators = {}
for name in sys.argv[1:]:
    text = open(name).read()
    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    fault = validators.setdefault(version, JsonStrictValidator(version)).validate_str(text)
    if fault:
        sys.exit(f"{name}: {fault}")
"""


def valid(delivered: "Delivered") -> str:
    """Lists of libraries: agree with the schema of CycloneDX."""
    files = [delivered.only("image/*.cdx.json"), *sorted(delivered.directory.glob("maven/**/*-cyclonedx.json"))]
    requirements = delivered.checkout / "tools/releasing/requirements.txt"
    python = run(delivered.checkout / "tools/python-environment", requirements).strip().splitlines()[-1]
    run(python, "-c", _VALIDATE, *files)
    return f"{len(files)} files"


def complete(delivered: "Delivered") -> str:
    """Lists of libraries: have each jar of the image and of tiphys-lint."""
    image = _jars_of_image(delivered.only("image/*.tar"))
    _compare("the image", image, delivered.only("image/*.cdx.json"))
    lint = _jars(gzip.decompress(delivered.only("tiphys-lint-*.tar.gz").read_bytes()))
    own = {name: digest for name, digest in lint.items() if "/tiphys-" not in name}
    _compare("tiphys-lint", own, delivered.only("maven/io/tiphys/tiphys-command-line/*/*-cyclonedx.json"))
    return f"{len(image)} and {len(own)} jars"


def _compare(what: str, jars: dict[str, str], bill: Path) -> None:
    components = json.loads(bill.read_text())["components"]
    known = {one["content"] for part in components for one in part.get("hashes", []) if one["alg"] == "SHA-256"}
    missing = sorted(name for name, digest in jars.items() if digest not in known)
    if missing or not jars:
        raise Refused(f"{bill.name} does not have {', '.join(missing) or 'any jar'} of {what}")


def _jars_of_image(archive: Path) -> dict[str, str]:
    with tarfile.open(archive) as content:
        index = json.load(content.extractfile("index.json"))
        manifest = json.load(content.extractfile(_blob(index["manifests"][0])))
        found = {}
        for layer in manifest["layers"]:
            found.update(_jars(gzip.decompress(content.extractfile(_blob(layer)).read())))
        # The Java runtime is one component, with the jars that it has.
        return {name: digest for name, digest in found.items() if not name.startswith("opt/java/")}


def _blob(descriptor: dict) -> str:
    return f"blobs/{descriptor['digest'].replace(':', '/')}"


def _jars(plain_tar: bytes) -> dict[str, str]:
    """The digest of each jar."""
    with tarfile.open(fileobj=io.BytesIO(plain_tar)) as content:
        return {one.name: hashlib.sha256(content.extractfile(one).read()).hexdigest() for one in content if one.name.endswith(".jar")}
