"""Writes the generated pages of docs/reference, or with --check fails when one differs: python -m reference [--check]."""

import difflib
import sys
from pathlib import Path

from reference import commands_page, grpc_page, python_page, rest_page

ROOT = Path(__file__).resolve().parents[3]
PAGES = {
    "rest.md": rest_page.page,
    "grpc.md": grpc_page.page,
    "python.md": python_page.page,
    "commands.md": commands_page.page,
}


def main(check: bool) -> int:
    stale = 0
    for name, make in PAGES.items():
        target = ROOT / "docs/reference" / name
        text = make(ROOT).rstrip() + "\n"
        before = target.read_text() if target.exists() else ""
        if check and text != before:
            stale += 1
            print(f"docs/reference/{name} is stale; tools/site/reference-pages writes it anew", file=sys.stderr)
            difference = difflib.unified_diff(
                before.splitlines(), text.splitlines(), "checked in", "generated", lineterm="", n=0
            )
            print("\n".join(list(difference)[:20]), file=sys.stderr)
        elif not check:
            target.write_text(text)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
