"""The parts of tools/release: the same input gives the same files, and what is wrong with them is found."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile

import pytest
from conftest import CHECKOUT
from releasing import archives, repository, sources, verification
from releasing.processes import run
from releasing.versions import Refused

sys.path.insert(0, str(CHECKOUT / "docker"))
import oci  # noqa: E402

TIME = 1_700_000_000


def files(directory, **contents):
    for name, content in contents.items():
        path = directory / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return directory


def test_same_files_give_the_same_archive_whenever_and_in_which_order_they_were_written(tmp_path):
    first = files(tmp_path / "first", a__one="1", b__two="2")
    second = files(tmp_path / "second", b__two="2", a__one="1")
    os.utime(second / "a/one", (1, 1))
    for directory in (first, second):
        archives.pack(tmp_path / f"{directory.name}.tar.gz", "root", archives.below(directory, "in"), TIME)
    assert (tmp_path / "first.tar.gz").read_bytes() == (tmp_path / "second.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "first.tar.gz") as archive:
        assert archive.getnames() == ["root/in/a/one", "root/in/b/two"]
        assert {one.mtime for one in archive} == {TIME}


def test_archive_keeps_programs_executable_and_nothing_else(tmp_path):
    made = files(tmp_path / "made", program="", text="")
    (made / "program").chmod(0o700)
    (made / "text").chmod(0o666)
    archives.pack(tmp_path / "made.tar.gz", "root", archives.below(made, "bin"), TIME)
    with tarfile.open(tmp_path / "made.tar.gz") as archive:
        assert {one.name: one.mode for one in archive} == {"root/bin/program": 0o755, "root/bin/text": 0o644}


def test_repository_has_neither_the_time_of_a_snapshot_nor_metadata(tmp_path):
    deployed = tmp_path / "deployed/io/tiphys/tiphys-a/1.2.3-SNAPSHOT"
    deployed.mkdir(parents=True)
    for name in ("maven-metadata.xml", "maven-metadata.xml.sha1", "tiphys-a-1.2.3-20261130.210000-1.jar", "tiphys-a-1.2.3-20261130.210000-1-sources.jar.md5"):
        (deployed / name).write_text(name)
    repository.take(tmp_path / "deployed", tmp_path / "taken", "1.2.3-SNAPSHOT")
    taken = sorted(str(one.relative_to(tmp_path / "taken")) for one in (tmp_path / "taken").rglob("*") if one.is_file())
    place = "io/tiphys/tiphys-a/1.2.3-SNAPSHOT/tiphys-a-1.2.3-SNAPSHOT"
    assert taken == [f"{place}-sources.jar.md5", f"{place}.jar"]


def test_repository_of_a_release_keeps_its_names(tmp_path):
    deployed = tmp_path / "deployed/tiphys-a/1.2.3"
    deployed.mkdir(parents=True)
    (deployed / "tiphys-a-1.2.3.jar").write_text("")
    repository.take(tmp_path / "deployed", tmp_path / "taken", "1.2.3")
    assert (tmp_path / "taken/tiphys-a/1.2.3/tiphys-a-1.2.3.jar").is_file()


@pytest.fixture
def committed(tmp_path):
    root = files(tmp_path / "root", kept="1", removed="2")
    (root / ".gitignore").write_text("target/\n")
    for arguments in (["init"], ["add", "--all"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--message", "a"]):
        subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)
    return root


def test_sources_of_a_release_are_what_git_knows_with_one_time(committed, tmp_path):
    files(committed, target__built="no", new="yes")
    (committed / "removed").unlink()
    (committed / "link").symlink_to("kept")
    sources.export(committed, tmp_path / "copy", TIME)
    assert sorted(one.name for one in (tmp_path / "copy").rglob("*")) == [".gitignore", "kept", "link", "new"]
    assert {int(one.lstat().st_mtime) for one in (tmp_path / "copy").rglob("*")} == {TIME}


def test_changed_new_and_removed_files_are_uncommitted(committed):
    assert sources.changes(committed) == []
    files(committed, kept="other", **{"new file": "a"})
    (committed / "removed").unlink()
    assert sorted(sources.changes(committed)) == ["kept", "new file", "removed"]


def test_release_of_uncommitted_changes_is_refused(checkout):
    result = subprocess.run([checkout / "tools/release"], capture_output=True, text=True)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "release: uncommitted changes in " in result.stderr
    assert "expected a clean checkout, or --dirty" in result.stderr
    assert not (checkout / "target").exists()


def test_verification_without_a_release_is_refused(checkout):
    result = subprocess.run([checkout / "tools/release", "--verify"], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (1, "release: target/release has no SHA256SUMS; expected what tools/release writes\n")


@pytest.fixture
def delivered(tmp_path):
    directory = files(tmp_path / "release", a__one="1", two="2")
    lines = [f"{hashlib.sha256((directory / name).read_bytes()).hexdigest()}  {name}\n" for name in ("a/one", "two")]
    (directory / "SHA256SUMS").write_text("".join(lines))
    return verification.Delivered(CHECKOUT, directory, "1.2.3", tmp_path)


def test_checksums_of_an_intact_release_agree(delivered):
    assert verification.sums(delivered) == "2 files"


def test_changed_file_is_found(delivered):
    (delivered.directory / "two").write_text("3")
    with pytest.raises(Refused, match="two: FAILED"):
        verification.sums(delivered)


def test_file_without_a_checksum_is_found(delivered):
    (delivered.directory / "three").write_text("3")
    with pytest.raises(Refused, match="SHA256SUMS does not have \\['three'\\]"):
        verification.sums(delivered)


def write_image(delivered, name, noted=None):
    root = files(delivered.work / "root", opt__file="content")
    (delivered.work / "blobs").mkdir()
    (delivered.directory / "image").mkdir()
    layer = oci.write_layer(root, ["opt"], "files", delivered.work / "blobs")
    target = delivered.directory / "image/image.tar"
    digest = oci.write_archive(target, delivered.work / "blobs", [layer], {"Labels": {}}, name, "amd64")
    (delivered.directory / "RELEASE_NOTES.md").write_text(noted or digest)
    return target, digest


def test_image_has_the_digest_that_the_notes_name(delivered):
    _, digest = write_image(delivered, "localhost/tiphys:1.2.3")
    assert verification.image(delivered) == digest


def test_image_of_another_version_or_digest_is_found(delivered):
    write_image(delivered, "localhost/tiphys:1.2.4", noted=None)
    with pytest.raises(Refused, match="has the name localhost/tiphys:1.2.4"):
        verification.image(delivered)
    (delivered.directory / "RELEASE_NOTES.md").write_text("sha256:0")
    with pytest.raises(Refused, match="RELEASE_NOTES.md does not name"):
        verification.image(delivered)


def test_image_with_a_damaged_part_is_found(delivered):
    target, _ = write_image(delivered, "localhost/tiphys:1.2.3")
    content = target.read_bytes()
    target.write_bytes(content.replace(b'"os":"linux"', b'"os":"linus"'))
    with pytest.raises(Refused, match="image.tar: blobs/sha256/[0-9a-f]+ has the digest"):
        verification.image(delivered)


@pytest.mark.parametrize("place", ["plain", "a__nested"])
def test_path_of_the_machine_is_found(delivered, place):
    files(delivered.directory, **{place: f"at {CHECKOUT}/target"})
    with pytest.raises(Refused, match="names "):
        verification.machine_paths(delivered)


def test_path_of_the_machine_is_found_in_an_archive(delivered):
    made = files(delivered.work / "made", text=f"at {CHECKOUT}/target")
    archives.pack(delivered.directory / "made.tar.gz", "root", archives.below(made, "lib"), TIME)
    with pytest.raises(Refused, match=r"made.tar.gz: root/lib/text names "):
        verification.machine_paths(delivered)


def test_program_that_ends_otherwise_than_expected_is_named_with_its_last_lines():
    with pytest.raises(Refused, match=r"(?s)^sh ended with 3, expected 0: -c .*\nlast words$"):
        run("sh", "-c", "echo last words; exit 3")
    assert run("sh", "-c", "exit 3", expect=3) == ""


@pytest.mark.parametrize("missing", ["/nowhere", ""])
def test_linter_without_java_says_what_it_needs(tmp_path, missing):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("dirname", "readlink"):
        (programs / name).symlink_to(shutil.which(name))
    environment = {"PATH": str(programs), **({"JAVA_HOME": missing} if missing else {})}
    result = subprocess.run([CHECKOUT / "command-line/src/distribution/tiphys-lint"], env=environment, capture_output=True, text=True)
    assert result.returncode == 2
    assert "cannot be run; expected Java 17 or later in JAVA_HOME or on the PATH" in result.stderr


def test_linter_is_found_through_a_link_and_keeps_arguments_with_spaces(tmp_path):
    home = files(tmp_path / "a home", lib__none="", jdk__bin__java='#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (home / "jdk/bin/java").chmod(0o755)
    (home / "bin").mkdir()
    shutil.copy(CHECKOUT / "command-line/src/distribution/tiphys-lint", home / "bin")
    (tmp_path / "link").symlink_to(home / "bin/tiphys-lint")
    said = run(tmp_path / "link", "a file.yaml", env={"PATH": "/usr/bin:/bin", "JAVA_HOME": str(home / "jdk")}).splitlines()
    assert f"{home}/lib/*" in said
    assert said[-2:] == ["io.tiphys.lint.TiphysCommand", "a file.yaml"]
