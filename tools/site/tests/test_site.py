"""What the checks of the documentation find; no gateway is needed."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import check_offline
import pages
import snippets
from shell import Shell


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "page.md").write_text(text)
        return pages.read(tmp_path / "page.md", "page.md")

    return read


@pytest.fixture
def run(tmp_path, monkeypatch, read):
    """Executes a page; its addresses become those of a gateway on port 1."""
    monkeypatch.chdir(tmp_path)
    # The snippets change the environment of the process.
    monkeypatch.setattr(os, "environ", os.environ.copy())

    def run(text):
        with Shell() as shell:
            names = {}
            for snippet in read(text):
                snippets.execute(snippet, shell, names, "127.0.0.1:1")
            return names

    return run


def fence(language, text, marker=""):
    return f"{marker}```{language}\n{text}\n```\n\n"


def test_every_fence_of_an_executed_language_is_found(read):
    found = read(
        fence("sh", "true") + fence("bash", "true") + fence("python", "1") + fence("yaml", "a: 1") + fence("json", "1")
    )
    assert [one.language for one in found] == ["bash", "bash", "python"]
    assert not any(one.skip for one in found)


def test_a_skipped_fence_needs_a_reason(read):
    assert read(fence("bash", "false", "<!-- snippet: skip it fails -->\n"))[0].skip == "it fails"
    with pytest.raises(pages.WrongPage):
        read(fence("bash", "false", "<!-- snippet: skip -->\n"))


def test_a_skipped_page_needs_a_reason(read):
    assert read("<!-- snippets: skip no cluster -->\n\n" + fence("bash", "false"))[0].skip
    assert not read("<!-- snippets: skip -->\n\n" + fence("bash", "false"))[0].skip


def test_a_fence_in_a_list_is_refused(read):
    with pytest.raises(pages.WrongPage, match=r"page\.md:3"):
        read("- item\n\n  ```bash\n  true\n  ```\n")


def test_a_file_that_no_snippet_uses_is_refused(read):
    java = fence('java title="A.java"', "void main() {}")
    with pytest.raises(pages.WrongPage, match="no later snippet uses"):
        read(java)
    assert len(read(java + fence("bash", "java A.java"))) == 2


def test_java_without_a_file_name_is_refused(read):
    with pytest.raises(pages.WrongPage):
        read(fence("java", "void main() {}"))


def test_a_shell_keeps_its_variables_and_gives_them_to_python(run):
    names = run(
        fence("bash", "name=a; export B=b")
        + fence("bash", "export C=$name$B")
        + fence("python", "import os\nc = os.environ['C']")
    )
    assert names["c"] == "ab"


def test_a_command_that_fails_fails_its_snippet(run):
    with pytest.raises(snippets.SnippetFailed, match=r"page\.md:1: exit code 3"):
        run(fence("bash", "(exit 3)\necho not reached"))
    with pytest.raises(snippets.SnippetFailed):
        run(fence("bash", "false | cat"))


def test_an_exception_fails_its_snippet(run):
    with pytest.raises(snippets.SnippetFailed, match="ZeroDivisionError"):
        run(fence("python", "1 / 0"))


def test_an_expected_exit_code_is_required(run):
    run(fence("bash", "(exit 3)", "<!-- snippet: exit 3 -->\n"))
    with pytest.raises(snippets.SnippetFailed):
        run(fence("bash", "true", "<!-- snippet: exit 3 -->\n"))


def test_an_output_is_required(run):
    run(fence("python", "print('yes')", "<!-- snippet: prints yes -->\n"))
    with pytest.raises(snippets.SnippetFailed, match="prints no 'yes'"):
        run(fence("bash", "echo no", "<!-- snippet: prints yes -->\n"))


def test_a_file_is_stored_with_the_address_of_the_gateway(run, tmp_path):
    run(fence('yaml title="a.yaml"', "url: http://127.0.0.1:8080") + fence("bash", "grep --quiet 127.0.0.1:1$ a.yaml"))
    assert (tmp_path / "a.yaml").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="https://example.org/a.js"></script>'),
        ("a.html", '<link rel="stylesheet" href="//example.org/a.css">'),
        ("a.html", '<p style="background: url(https://example.org/a.png)">'),
        ("a.css", "@import 'https://example.org/font.css';"),
        ("a.css", "a { src: url(https://example.org/a.woff) }"),
        ("a.js", 'load("https://unpkg.com/mermaid@11/dist/mermaid.min.js")'),
    ],
)
def test_what_a_page_loads_from_another_host_is_found(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert check_offline.foreign(tmp_path / name)


def test_a_link_to_another_host_loads_nothing(tmp_path):
    (tmp_path / "a.html").write_text('<a href="https://example.org">x</a><script src="a.js"></script>')
    assert not check_offline.foreign(tmp_path / "a.html")
