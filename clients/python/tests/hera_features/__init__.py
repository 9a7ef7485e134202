"""A short script for each feature of Hera 7.1, and some that have a mistake.

A script is a function that makes a workflow, a cron workflow or a template with Hera. Its docstring names the feature.
"""

from importlib import import_module

from hera_features.registry import FEATURES, MISTAKES

for _module in (
    "artifacts",
    "containers",
    "graphs",
    "loops",
    "mistakes",
    "objects",
    "pods",
    "policies",
    "scripts",
    "templates",
    "volumes",
):
    import_module(f"hera_features.{_module}")

__all__ = ["FEATURES", "MISTAKES"]
