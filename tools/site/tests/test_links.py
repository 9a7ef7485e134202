"""What the site makes of the links of a page."""

import logging
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import hooks


@pytest.fixture
def turn(tmp_path, monkeypatch):
    """Turns the links of docs/guide/page.md in a small repository."""
    for name in (
        "docs/guide/page.md",
        "docs/other.md",
        "CONTRIBUTING.md",
        "src/Main.java",
        "src/README.md",
        "bare/file.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    monkeypatch.setattr(hooks, "ROOT", tmp_path)

    def turn(markdown, place="guide/page.md"):
        page = SimpleNamespace(file=SimpleNamespace(src_uri=place))
        return hooks.on_page_markdown(markdown, page, None, None)

    return turn


@pytest.mark.parametrize(
    ("link", "turned"),
    [
        ("../other.md", "../other.md"),
        ("../other.md#part", "../other.md#part"),
        ("../../CONTRIBUTING.md#part", "../repository/CONTRIBUTING.md#part"),
        ("../../src/Main.java", "../repository/src/Main.java.md"),
        ("../../src", "../repository/src/README.md"),
        ("../../bare", "../repository/bare/index.md"),
        ("#part", "#part"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_leads_to_the_place_of_its_target(turn, link, turned):
    assert turn(f"[a]({link}) and ![b]({link})") == f"[a]({turned}) and ![b]({turned})"


def test_a_file_outside_of_docs_links_back_into_the_site(turn):
    assert turn("[a](docs/other.md)", "repository/CONTRIBUTING.md") == "[a](../other.md)"


def test_code_is_left_alone(turn):
    text = "`[a](../../CONTRIBUTING.md)`\n\n```markdown\n[a](../../CONTRIBUTING.md)\n```\n"
    assert turn(text) == text


def test_a_link_that_leads_nowhere_is_a_warning(turn, caplog):
    with caplog.at_level(logging.WARNING):
        turn("[a](nowhere.md)")
    assert "leads nowhere" in caplog.text


def test_only_pages_with_diagrams_load_what_draws_them():
    page = SimpleNamespace(file=SimpleNamespace(dest_uri="guide/page.html"))
    drawn = hooks.on_post_page('<head></head><pre class="mermaid">', page, None)
    assert '<script src="../assets/javascripts/mermaid.min.js">' in drawn
    assert "script" not in hooks.on_post_page("<head></head>", page, None)


@pytest.mark.parametrize(
    ("place", "language"), [("fr/start.html", "fr"), ("zh/start.html", "zh"), ("start/curl.html", "en")]
)
def test_a_page_names_its_language(place, language):
    page = SimpleNamespace(file=SimpleNamespace(dest_uri=place))
    assert f'<html lang="{language}">' in hooks.on_post_page('<html lang="en">', page, None)


def test_the_theme_keeps_no_address_of_another_host(tmp_path):
    scripts = tmp_path / "assets/javascripts"
    scripts.mkdir(parents=True)
    (scripts / "bundle.1.min.js").write_text(
        'a("https://unpkg.com/mermaid@11/dist/mermaid.min.js")\n//# sourceMappingURL=x.map'
    )
    (scripts / "bundle.1.min.js.map").write_text("{}")
    hooks.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))
    assert (scripts / "bundle.1.min.js").read_text() == 'a("about:blank")'
    assert not (scripts / "bundle.1.min.js.map").exists()
