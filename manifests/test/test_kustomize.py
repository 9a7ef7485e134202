"""The base for kustomize is what the chart renders."""

import subprocess

from conftest import CHECKOUT


def test_base_is_rendered_from_the_chart():
    result = subprocess.run([CHECKOUT / "tools/render-manifests", "--check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
