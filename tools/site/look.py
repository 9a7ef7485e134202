"""Opens pages of the built site in a browser, in light and dark: look.py SITE BROWSER DIRECTORY [PAGE...].

Fails when a page asks another host for anything, logs an error, or shows a diagram as text, and when the search finds nothing.
The screenshots are in DIRECTORY.
"""

import functools
import http.server
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = ["index.html", "architecture.html", "python.html", "errors.html"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site and keeps quiet."""

    def log_message(self, format, *args):
        pass


def look(browser, site: str, name: str, scheme: str, target: Path) -> list[str]:
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page.on("request", lambda one: one.url.startswith((site, "data:", "blob:")) or wrong.append(f"asks for {one.url}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.goto(f"{site}/{name}")
    if page.locator(".mermaid").count():
        page.wait_for_function(
            "[...document.querySelectorAll('.mermaid')].every(one => one.shadowRoot || one.tagName == 'DIV')"
        )
        if page.locator("pre.mermaid").count():
            wrong.append("a diagram is shown as text")
    if name == "index.html":
        search(page)
    page.screenshot(path=str(target / f"{Path(name).stem}-{scheme}.png"))
    page.close()
    return [f"{name} ({scheme}): {one}" for one in wrong]


def search(page) -> None:
    """Waits until the search has a result; it runs in the browser alone."""
    page.locator("input.md-search__input").fill("idempotency")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    page.reload()


def main() -> int:
    executable, target = sys.argv[2], Path(sys.argv[3])
    handler = functools.partial(Handler, directory=sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        wrong = [
            line
            for name in sys.argv[4:] or PAGES
            for scheme in ("light", "dark")
            for line in look(browser, site, name, scheme, target)
        ]
        browser.close()
    for line in wrong:
        print(f"docs: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
