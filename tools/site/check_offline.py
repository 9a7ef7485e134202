"""Fails when a page of the built site loads anything from another host: check_offline.py DIRECTORY."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

# Attributes by which a page loads something by itself. A link (<a href>) loads nothing until a reader follows it.
LOADING = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "use": ("href", "xlink:href"),
}
STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]+)")
# Addresses in a script that is not a page's own; namespaces and licences are names, which nobody fetches.
SCRIPT = re.compile(
    r"https?://(?:unpkg\.com|cdn\.|cdnjs\.|[\w.-]*jsdelivr\.net|fonts\.g|api\.github\.com|[\w.-]*googletagmanager)[\w./@-]*"
)


class Page(HTMLParser):
    """Collects the foreign addresses that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "link" and values.get("rel") in ("canonical", "alternate", "prev", "next"):
            return
        self.found += [
            values[name] for name in LOADING.get(tag, ()) if re.match(r"(https?:)?//", values.get(name) or "")
        ]
        self.found += STYLE.findall(values.get("style") or "")


def foreign(path: Path) -> list[str]:
    text = path.read_text()
    if path.suffix == ".html":
        page = Page()
        page.feed(text)
        return page.found + STYLE.findall(text)
    return STYLE.findall(text) if path.suffix == ".css" else SCRIPT.findall(text)


def main(site: Path) -> int:
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css", ".js")]
    assert len(files) > 10, f"{site} is no site"
    wrong = [f"{path.relative_to(site)}: {address}" for path in sorted(files) for address in foreign(path)]
    for line in wrong:
        print(f"loads from another host: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
