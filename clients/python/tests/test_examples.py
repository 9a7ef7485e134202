"""Executes what the documentation shows, at a real gateway: the scripts and the notebook."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.gateway
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def variables(monkeypatch):
    if not os.environ.get("TIPHYS_TEST_URL"):
        pytest.skip("TIPHYS_TEST_URL and TIPHYS_TEST_TOKEN_FILE name no gateway")
    monkeypatch.setenv("TIPHYS_URL", os.environ["TIPHYS_TEST_URL"])
    monkeypatch.setenv("TIPHYS_TOKEN_FILE", os.environ["TIPHYS_TEST_TOKEN_FILE"])
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", ["boroughs_hera.py", "boroughs_experiment.py"])
def test_a_script(variables, tmp_path, name):
    command = [sys.executable, str(ROOT / "examples/python" / name), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "1009" in done.stdout or "1000" in done.stdout


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The notebook with its outputs, as Jupyter saves it."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    if not os.environ.get("TIPHYS_TEST_URL"):
        pytest.skip("TIPHYS_TEST_URL names no gateway")
    os.environ["TIPHYS_URL"], os.environ["TIPHYS_TOKEN_FILE"] = (
        os.environ["TIPHYS_TEST_URL"],
        os.environ["TIPHYS_TEST_TOKEN_FILE"],
    )
    os.environ["PYTHONPATH"] = str(ROOT / "clients/python/src")
    notebook = nbformat.read(ROOT / "examples/python/boroughs.ipynb", as_version=4)
    resources = {"metadata": {"path": str(ROOT / "examples/python")}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    path = tmp_path_factory.mktemp("notebook") / "boroughs.ipynb"
    nbformat.write(notebook, path)
    return path


def test_the_notebook_has_its_picture_in_it_and_no_token(executed):
    text = executed.read_text()
    assert "<svg" in text
    assert "Succeeded" in text
    assert "no tiles" in text
    assert Path(os.environ["TIPHYS_TEST_TOKEN_FILE"]).read_text().strip() not in text
    assert len(text) < 500_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_notebook_looks_right_in_a_browser(executed, tmp_path, scheme):
    """Converts the notebook, opens it in a real browser, and keeps a screenshot where TIPHYS_TEST_SCREENSHOTS says."""
    browser = os.environ.get("TIPHYS_TEST_BROWSER")
    playwright = pytest.importorskip("playwright.sync_api")
    nbconvert = pytest.importorskip("nbconvert")
    if not browser:
        pytest.skip("there is no browser")
    exporter = nbconvert.HTMLExporter(theme=scheme)
    body, _ = exporter.from_filename(str(executed))
    page_file = tmp_path / "page.html"
    page_file.write_text(body)
    with (
        playwright.sync_playwright() as p,
        contextlib.closing(p.chromium.launch(executable_path=shutil.which(browser), args=["--no-sandbox"])) as chromium,
    ):
        page = chromium.new_page(viewport={"width": 1000, "height": 900}, color_scheme=scheme)
        page.goto(page_file.as_uri(), wait_until="domcontentloaded")
        run = page.locator(".tiphys-run").first
        assert run.locator("svg").count() >= 2
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        boxes = [one.bounding_box() for one in run.locator("svg text").all()[:40]]
        assert all(box and box["width"] > 0 for box in boxes)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = run.locator("svg text").first.evaluate("one => getComputedStyle(one).fill")
        assert contrast(ground, ink) > 4.5
        target = os.environ.get("TIPHYS_TEST_SCREENSHOTS")
        if target:
            run.screenshot(path=str(Path(target) / f"python-run-{scheme}.png"))


def contrast(first, second):
    """The contrast of two CSS colours, as WCAG has it."""

    def luminance(text):
        parts = [float(one) / 255 for one in re.findall(r"[\d.]+", text)[:3]]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
