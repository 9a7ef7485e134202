"""tools/version: one place decides, and every other one is found by what surrounds it."""

import re

import pytest
from conftest import run
from releasing import places, versions

UNLIKELY = "97.86.75"


@pytest.mark.parametrize(
    ("version", "python"),
    [("0.1.0-SNAPSHOT", "0.1.0.dev0"), ("0.2.0", "0.2.0"), ("1.0.0-rc.2", "1.0.0rc2"), ("10.20.30-SNAPSHOT", "10.20.30.dev0")],
)
def test_python_form_is_that_of_pep_440(version, python):
    assert versions.python_form(version) == python


@pytest.mark.parametrize("text", ["1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-snapshot", "1.2.3-rc1", "v1.2.3", "1.2.3+4", "", "1.2.3\n", "١.2.3"])
def test_what_is_no_version_is_refused_with_what_is_expected(text):
    with pytest.raises(versions.Refused, match=r"expected 1\.2\.3-SNAPSHOT, 1\.2\.3-rc\.1 or 1\.2\.3"):
        versions.parse(text)


def test_prints_what_the_parent_pom_has(checkout):
    pom = (checkout / "pom.xml").read_text()
    assert run(checkout).stdout.strip() == re.search(r"<artifactId>tiphys-parent</artifactId>\s*<version>([^<]+)<", pom)[1]


def test_every_place_of_the_checkout_agrees(checkout):
    result = run(checkout, "--check")
    assert result.returncode == 0, result.stderr


def test_version_that_is_set_is_in_every_place_and_the_old_one_in_none(checkout):
    old = run(checkout).stdout.strip()
    before = places.find(checkout)
    result = run(checkout, "--set", f"{UNLIKELY}-SNAPSHOT")
    assert result.returncode == 0, result.stdout + result.stderr
    after = places.find(checkout)
    assert [(one.file, one.line) for one in after] == [(one.file, one.line) for one in before]
    assert {one.found for one in after} == {f"{UNLIKELY}-SNAPSHOT", f"{UNLIKELY}.dev0"}
    left = [line for line in result.stdout.splitlines() if "tiphys" in line.lower() and old in line]
    assert not left


def test_version_that_is_set_and_set_back_leaves_every_file_as_it_was(checkout):
    old = run(checkout).stdout.strip()
    before = {one.file: (checkout / one.file).read_bytes() for one in places.find(checkout)}
    for version in (f"{UNLIKELY}-SNAPSHOT", "1.0.0-SNAPSHOT", old):
        run(checkout, "--set", version)
    assert {name: (checkout / name).read_bytes() for name in before} == before


def test_each_place_that_differs_is_named_alone(checkout):
    version = versions.of_checkout(checkout)
    for place in places.find(checkout):
        path = checkout / place.file
        text = path.read_text()
        path.write_text(f"{text[: place.start]}9.8.7{text[place.start + len(place.found) :]}")
        faults = places.faults(checkout, version, places.find(checkout))
        assert faults == [f"{place.file}:{place.line} has '9.8.7'; expected {place.kind.text(version)}"]
        path.write_text(text)


def test_file_that_must_name_the_version_and_does_not_is_named(checkout):
    for name in places.required(checkout)[1:]:
        path = checkout / name
        text = path.read_text()
        path.write_text("\n")
        assert any(fault.startswith(f"{name} names no version") for fault in places.faults(checkout, "0.1.0", places.find(checkout)))
        path.write_text(text)


@pytest.mark.parametrize("text", ["pip install ./tiphys_client-9.9.9.dev0.tar.gz", "<version>9.9.9-SNAPSHOT</version>"])
def test_unfinished_version_in_an_unknown_form_is_named(checkout, text):
    (checkout / "README.md").open("a").write(f"\n{text}\n")
    result = run(checkout, "--check")
    assert result.returncode == 1
    assert re.search(r"README\.md:\d+ has '9\.9\.9", result.stderr)


@pytest.mark.parametrize(
    "text",
    ["tiphys-service-9.9.9.jar", "registry.example.org/tiphys:9.9.9", "tiphys-lint 9.9.9", "tiphys-image-9.9.9-amd64.tar", "pip install tiphys==9.9.9",
     "image: {repository: registry.example.org/tiphys, tag: 9.9.9}", "repository: registry.example.org/tiphys\n  tag: \"9.9.9\""],
)  # fmt: skip
def test_new_page_that_names_another_version_is_found_without_an_entry_of_its_own(checkout, text):
    (checkout / "README.md").open("a").write(f"\n{text}\n")
    assert "has '9.9.9'" in run(checkout, "--check").stderr


@pytest.mark.parametrize("text", ["tiphys 127.0.0.1", "tiphys-argo 4.0.5.1", "TIPHYS_PORT=tcp://10.0.0.1:8080", "yaml-test-suite 0.9.9"])
def test_addresses_and_libraries_are_no_versions_of_tiphys(checkout, text):
    (checkout / "README.md").open("a").write(f"\n{text}\n")
    assert run(checkout, "--check").returncode == 0


@pytest.mark.parametrize("text", ["1.2", "latest", "1.2.3; rm -rf /"])
def test_set_refuses_what_is_no_version_and_writes_nothing(checkout, text):
    before = (checkout / "pom.xml").read_bytes()
    result = run(checkout, "--set", text)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "expected" in result.stderr
    assert (checkout / "pom.xml").read_bytes() == before
