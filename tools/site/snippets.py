"""Executes the snippets of the documentation at a real gateway: snippets.py [PAGE...].

TIPHYS_TEST_URL and TIPHYS_TEST_TOKEN_FILE name the gateway of `make run`. Each page has a shell and a Python of its own, which
keep their variables from snippet to snippet, in a directory that looks like the checkout. Pages run side by side.
"""

import concurrent.futures
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import pages
from shell import Shell

ROOT = Path(__file__).resolve().parents[2]
GATEWAY = "127.0.0.1:8080"
OWN = ["README.md", "clients/python/README.md"]
SIDE_BY_SIDE = 4


class SnippetFailed(Exception):
    """A snippet did something else than the page says."""


def all_pages() -> list[str]:
    return OWN + sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))


def checkout(scratch: Path) -> Path:
    """A directory with everything of the checkout, in which a page may write."""
    for entry in ROOT.iterdir():
        if entry.name not in (".git", "target"):
            (scratch / entry.name).symlink_to(entry)
    return scratch


def execute(snippet: pages.Snippet, shell: Shell, names: dict, address: str) -> None:
    text = snippet.text.replace(GATEWAY, address)
    if snippet.title:
        Path(snippet.title).write_text(text)
        return
    if snippet.language == "bash":
        code, output = shell.run(text, stop=snippet.exit_code == 0)
        os.environ.update(shell.environment())
    else:
        code, output = 0, run_python(text, snippet.place, names)
    if code != snippet.exit_code:
        raise SnippetFailed(f"{snippet.place}: exit code {code}\n{snippet.text}\n{output}")
    for expected in snippet.prints:
        if expected not in output:
            raise SnippetFailed(f"{snippet.place}: prints no '{expected}'\n{snippet.text}\n{output}")


def run_python(text: str, place: str, names: dict) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            exec(compile(text, place, "exec"), names)
        except Exception:
            raise SnippetFailed(f"{place}\n{text}\n{output.getvalue()}\n{traceback.format_exc()}") from None
    return output.getvalue()


def run_page(name: str) -> None:
    """Executes the snippets of one page, in this process."""
    address = os.environ.pop("TIPHYS_TEST_URL").removeprefix("http://")
    # A page has the settings that it shows, and none of the machine.
    for variable in [one for one in os.environ if one.startswith(("TIPHYS_", "ARGO_", "KUBE"))]:
        del os.environ[variable]
    snippets = [one for one in pages.read(ROOT / name, name) if not one.skip]
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(checkout(Path(directory)))
        os.environ.update(HOME=directory, XDG_CONFIG_HOME=f"{directory}/config")
        with Shell() as shell:
            names: dict = {"__name__": "page"}
            for snippet in snippets:
                execute(snippet, shell, names, address)
        os.chdir(ROOT)


def start_page(name: str) -> tuple[str, float, subprocess.CompletedProcess[str]]:
    start = time.monotonic()
    command = [sys.executable, __file__, "--page", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return name, time.monotonic() - start, done


def main(wanted: list[str]) -> int:
    found = {name: pages.read(ROOT / name, name) for name in wanted or all_pages()}
    skipped = sum(bool(one.skip) for snippets in found.values() for one in snippets)
    executed = {name: count for name, snippets in found.items() if (count := sum(not one.skip for one in snippets))}
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        # Pages with many snippets first: they last longest.
        for name, seconds, done in pool.map(start_page, sorted(executed, key=executed.__getitem__, reverse=True)):
            print(f"snippets: {name}: {'passed' if done.returncode == 0 else 'FAILED'} in {seconds:.0f} s")
            if done.returncode:
                failed += 1
                print(done.stdout + done.stderr, file=sys.stderr)
    print(
        f"snippets: {sum(executed.values())} on {len(executed)} pages executed, {skipped} skipped, {failed} pages failed"
    )
    return 1 if failed or not executed else 0


if __name__ == "__main__":
    try:
        if sys.argv[1:2] == ["--page"]:
            run_page(sys.argv[2])
            sys.exit(0)
        sys.exit(main(sys.argv[1:]))
    except (pages.WrongPage, SnippetFailed) as error:
        sys.exit(str(error))
