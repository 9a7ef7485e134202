"""Makes one site of docs/ and of the files of the repository that it links to, and keeps it free of foreign hosts.

Pages link to files outside of docs/ by relative paths, as code hosts expect it. Here such a file becomes a page below
repository/, and every link is turned to the place that its target has in the site. MkDocs then checks each link and anchor.
"""

import logging
import os
import posixpath
import re
from pathlib import Path

from mkdocs.structure.files import File

LOG = logging.getLogger("mkdocs.hooks.tiphys")
ROOT = Path(__file__).resolve().parents[2]
ALWAYS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "SECURITY-THREAT-MODEL.md")
CODE = re.compile(r"^(`{3,}).*?^\1`*$|(?<!`)`[^`\n]+`(?!`)|<!--.*?-->", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=(?: \"[^\"]*\")?\))")
TRANSLATIONS = {"fr", "zh"}
IMAGES = {".png", ".svg"}
LANGUAGES = {".java": "java", ".py": "python", ".yaml": "yaml", ".proto": "protobuf", ".json": "json"}
# What the theme would fetch from another host if it were not there already.
FOREIGN = re.compile(
    r"https://(?:unpkg\.com|fonts\.g\w+\.com|api\.github\.com|gitlab\.com|www\.googletagmanager\.com)/[\w@./-]*"
)
MERMAID = "assets/javascripts/mermaid.min.js"


def on_files(files, config):
    """Adds the files of the repository that the pages link to, and those that these link to in turn."""
    waiting = [ROOT / name for name in ALWAYS]
    waiting += [path for file in files.documentation_pages() for path in _targets(Path(file.abs_src_path))]
    added = set()
    while waiting:
        path = waiting.pop()
        place = _place(path)
        if place in added or place is None or not place.startswith("repository/"):
            continue
        added.add(place)
        files.append(_file(path, place, config))
        if path.suffix == ".md":
            waiting += _targets(path)
    return files


def on_page_markdown(markdown, page, config, files):
    """Turns the links of a page to the places that their targets have in the site."""
    markdown = markdown.replace("<!-- javadoc -->", '<a href="../javadoc/index.html">Javadoc of all types</a>')
    source = _source(page.file.src_uri)
    if source.suffix != ".md":
        return markdown

    def turned(match):
        target, hash_sign, anchor = match[0].partition("#")
        if _is_foreign(target):
            return match[0]
        place = _place(_resolve(source, target))
        if place is None:
            LOG.warning("%s: the link '%s' leads nowhere", source.relative_to(ROOT), match[0])
            return match[0]
        return posixpath.relpath(place, posixpath.dirname(page.file.src_uri)) + hash_sign + anchor

    return _outside_code(markdown, lambda text: LINK.sub(turned, text))


def on_post_page(output, page, config):
    """Names the language of the page, and loads the drawer of diagrams on the pages that have diagrams alone: it is large."""
    language = page.file.dest_uri.split("/")[0]
    if language in TRANSLATIONS:
        output = output.replace('<html lang="en"', f'<html lang="{language}"', 1)
    if 'class="mermaid"' not in output:
        return output
    script = f'<script src="{posixpath.relpath(MERMAID, posixpath.dirname(page.file.dest_uri) or ".")}"></script>'
    return output.replace("</head>", f"{script}</head>", 1)


def on_post_build(config):
    """Removes the addresses of other hosts from the theme's own scripts."""
    for script in Path(config.site_dir, "assets/javascripts").glob("bundle.*.js*"):
        if script.suffix == ".map":
            script.unlink()
        else:
            script.write_text(FOREIGN.sub("about:blank", script.read_text()).split("\n//# sourceMappingURL")[0])


def _outside_code(markdown, change):
    parts, last = [], 0
    for code in CODE.finditer(markdown):
        parts += [change(markdown[last : code.start()]), code[0]]
        last = code.end()
    return "".join([*parts, change(markdown[last:])])


def _targets(source):
    """The existing files that a Markdown file links to."""
    found = []
    _outside_code(source.read_text(), lambda text: found.extend(LINK.findall(text)) or text)
    paths = (_resolve(source, link.partition("#")[0]) for link in found if not _is_foreign(link.partition("#")[0]))
    return [path for path in paths if path.exists()]


def _is_foreign(target):
    return not target or re.match(r"[a-z]+:", target) is not None


def _resolve(source, target):
    path = Path(os.path.normpath(source.parent / target))
    return path / "README.md" if (path / "README.md").is_file() else path


def _place(path):
    """Where a file of the repository is in the site; None if it does not exist."""
    if not path.exists() or not path.is_relative_to(ROOT):
        return None
    name = path.relative_to(ROOT).as_posix()
    if path.is_dir():
        return f"repository/{name}/index.md"
    if name.startswith("docs/"):
        return name.removeprefix("docs/")
    return f"repository/{name}" if path.suffix in IMAGES | {".md"} else f"repository/{name}.md"


def _source(place):
    if not place.startswith("repository/"):
        return ROOT / "docs" / place
    path = ROOT / place.removeprefix("repository/")
    return path if path.is_file() else path.with_suffix("")


def _file(path, place, config):
    if path.suffix in IMAGES:
        return File.generated(config, place, abs_src_path=str(path))
    return File.generated(config, place, content=path.read_text() if path.suffix == ".md" else _page(path))


def _page(path):
    """A page that shows a directory or a file that is no Markdown."""
    head = f"# {path.name}\n\n`{path.relative_to(ROOT)}`\n\n"
    if path.is_dir():
        return head + "".join(f"- `{one.name}`\n" for one in sorted(path.iterdir()))
    return f"{head}````{LANGUAGES.get(path.suffix, 'text')}\n{path.read_text().rstrip()}\n````\n"
