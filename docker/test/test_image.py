"""The image: the same files give the same digest, and nothing is in it that a gateway does not need."""

import gzip
import io
import json
import os
import sys
import tarfile
from pathlib import Path

import pytest

DOCKER = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(DOCKER))
import oci  # noqa: E402
import rootfs  # noqa: E402
import sbom  # noqa: E402

IMAGE = DOCKER / "target/tiphys-image.tar"
needs_image = pytest.mark.skipif(not IMAGE.exists(), reason="no image: run make image")


def tree(root: Path, names) -> Path:
    for name in names:
        path = root / "opt" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")
    return root


def archive(root: Path, target: Path) -> str:
    blobs = target / "blobs"
    blobs.mkdir(parents=True)
    layer = oci.write_layer(root, ["opt"], "files", blobs)
    return oci.write_archive(target / "image.tar", blobs, [layer], {"Labels": {}}, "localhost/a:1", "amd64")


def test_same_files_give_the_same_bytes_whenever_and_in_which_order_they_were_written(tmp_path):
    first = tree(tmp_path / "first", ["b/two", "a/one"])
    second = tree(tmp_path / "second", ["a/one", "b/two"])
    os.utime(second / "opt/a/one", (1, 1))
    os.chmod(second / "opt/b/two", 0o600)
    assert archive(first, tmp_path / "x") == archive(second, tmp_path / "y")
    assert (tmp_path / "x/image.tar").read_bytes() == (tmp_path / "y/image.tar").read_bytes()


def test_another_content_gives_another_digest(tmp_path):
    first = tree(tmp_path / "first", ["a"])
    second = tree(tmp_path / "second", ["a"])
    (second / "opt/a").write_text("other")
    assert archive(first, tmp_path / "x") != archive(second, tmp_path / "y")


def test_class_path_names_each_jar():
    options = rootfs.java_options("/opt/tiphys", ["a.jar", "b.jar"], cached=True)
    assert options.endswith("-cp\n/opt/tiphys/tiphys.jar:/opt/tiphys/lib/a.jar:/opt/tiphys/lib/b.jar\n")
    assert "-XX:AOTCache=/opt/tiphys/cache/tiphys.aot\n" in options
    assert "*" not in options


def test_sbom_is_reproducible_and_names_what_is_not_a_jar(tmp_path):
    packages = {"libc6": {"version": "2.36"}}
    for name in ("a", "b"):
        sbom.write(tmp_path / name, [], packages, {"JAVA_RUNTIME_VERSION": "25"}, "localhost/a", "1")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    names = [one["name"] for one in json.loads((tmp_path / "a").read_text())["components"]]
    assert sorted(names) == ["libc6", "temurin-jdk"]


@pytest.fixture(scope="module")
def image():
    with tarfile.open(IMAGE) as archived:
        def read(digest):
            return archived.extractfile(f"blobs/{digest.replace(':', '/')}").read()

        index = json.load(archived.extractfile("index.json"))
        manifest = json.loads(read(index["manifests"][0]["digest"]))
        config = json.loads(read(manifest["config"]["digest"]))
        names = []
        for layer in manifest["layers"]:
            with tarfile.open(fileobj=io.BytesIO(gzip.decompress(read(layer["digest"])))) as files:
                names.append({one.name: one for one in files})
    return config, names


@needs_image
def test_image_runs_as_nobody_of_note(image):
    assert image[0]["config"]["User"] == "65532:65532"


@needs_image
def test_image_has_no_shell_and_no_package_manager(image):
    programs = {Path(name).name for layer in image[1] for name, one in layer.items() if one.isfile() and one.mode & 0o111}
    assert "java" in programs
    assert not programs & {"sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "perl", "python3"}


@needs_image
def test_image_has_no_file_that_others_may_write(image):
    assert not [name for layer in image[1] for name, one in layer.items() if one.isfile() and one.mode & 0o022]
    assert not [name for layer in image[1] for name, one in layer.items() if one.mode & 0o6000]


@needs_image
def test_image_keeps_runtime_libraries_and_gateway_apart(image):
    comments = [one["created_by"] for one in image[0]["history"]]
    assert comments[:4] == ["shared libraries of Debian", "Java runtime", "libraries of the gateway", "gateway"]


@needs_image
def test_image_is_smaller_than_130_mb():
    assert IMAGE.stat().st_size < 130e6
