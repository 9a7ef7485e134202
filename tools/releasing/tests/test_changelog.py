"""CHANGELOG.md: what a version needs there, and what its notes are."""

import datetime

import pytest
from conftest import run
from releasing import changelog
from releasing.versions import Refused

UNRELEASED = "# Changelog\n\n## Unreleased\n\n### APIs\n\n- One ([page](docs/a.md#b)).\n\n## 0.1.0 (2026-10-01)\n\n- First.\n"
RELEASED = UNRELEASED.replace("Unreleased", "0.2.0 (2026-11-30)")
TODAY = datetime.date(2026, 11, 30)


@pytest.mark.parametrize(("text", "version"), [(UNRELEASED, "0.2.0-SNAPSHOT"), (RELEASED, "0.2.0"), (RELEASED, "0.1.0")])
def test_file_that_describes_the_version_has_no_faults(text, version):
    assert changelog.faults(text, version) == []


@pytest.mark.parametrize(
    ("text", "version", "expected"),
    [
        (RELEASED, "0.3.0-SNAPSHOT", "has no section for 0.3.0-SNAPSHOT; expected '## Unreleased'"),
        (UNRELEASED, "0.2.0", "has no section for 0.2.0; expected '## 0.2.0 (YYYY-MM-DD)'"),
        (UNRELEASED.replace("- One ([page](docs/a.md#b)).", ""), "0.2.0-SNAPSHOT", "has nothing in section '## Unreleased'"),
        (RELEASED.replace("- First.", changelog.NOTHING_YET), "0.1.0", "has nothing in section '## 0.1.0 (2026-10-01)'"),
        (RELEASED.replace("(2026-11-30)", "(2026-11-31)"), "0.2.0", "whose date does not exist"),
        (RELEASED.replace(" (2026-11-30)", ""), "0.2.0", "expected '## Unreleased' or '## 1.2.3 (YYYY-MM-DD)'"),
        (RELEASED + "\n## 0.2.0 (2026-12-01)\n\n- Again.\n", "0.2.0", "has more than one section '0.2.0'"),
        ("", "0.1.0-SNAPSHOT", "has no section for 0.1.0-SNAPSHOT"),
    ],
)
def test_fault_names_the_file_and_what_is_expected(text, version, expected):
    faults = changelog.faults(text, version)
    assert any(fault.startswith("CHANGELOG.md has ") and expected in fault for fault in faults), faults


def test_notes_are_the_section_of_the_version_with_paths_for_links():
    assert changelog.notes(RELEASED, "0.2.0") == "### APIs\n\n- One (page (`docs/a.md`)).\n"
    assert changelog.notes(RELEASED, "0.1.0") == "- First.\n"


def test_notes_of_a_version_without_a_section_are_refused():
    with pytest.raises(Refused, match="CHANGELOG.md has no section for 0.9.0"):
        changelog.notes(RELEASED, "0.9.0")


def test_links_to_other_hosts_stay_links():
    text = RELEASED.replace("- First.", "- [Argo](https://argoproj.github.io/).")
    assert changelog.notes(text, "0.1.0") == "- [Argo](https://argoproj.github.io/).\n"


def test_release_takes_over_what_was_unreleased_and_the_next_snapshot_begins_anew():
    released = changelog.entitled(UNRELEASED, "0.2.0", TODAY)
    assert released == RELEASED
    following = changelog.entitled(released, "0.3.0-SNAPSHOT", TODAY)
    assert changelog.faults(following, "0.3.0-SNAPSHOT") == []
    assert changelog.notes(following, "0.2.0") == changelog.notes(RELEASED, "0.2.0")
    with pytest.raises(Refused, match="expected what 0.3.0 brings"):
        changelog.entitled(following, "0.3.0", TODAY)


def test_section_of_a_release_is_dated_by_set_and_checked(checkout):
    result = run(checkout, "--set", "97.86.75")
    assert result.returncode == 0, result.stderr
    assert f"## 97.86.75 ({datetime.date.today().isoformat()})" in (checkout / "CHANGELOG.md").read_text()
    assert run(checkout, "--notes").stdout.strip()
    (checkout / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Later.\n")
    refused = run(checkout, "--check")
    assert refused.returncode == 1
    assert "CHANGELOG.md has no section for 97.86.75; expected '## 97.86.75 (YYYY-MM-DD)'" in refused.stderr
