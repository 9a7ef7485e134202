"""YAML, where PyYAML is there: it comes with the extras ``cli`` and ``hera`` and is not needed for the rest."""

from __future__ import annotations

from typing import Any

from tiphys.errors import ConfigurationError, WorkflowInvalid


def _pyyaml(what: str) -> Any:
    try:
        import yaml
    except ImportError:
        raise ConfigurationError(f"Reading {what} needs PyYAML.", "Run: pip install 'tiphys[cli]'.") from None
    return yaml


def load_yaml(text: str, what: str) -> Any:
    """The one document in `text`. Raises WorkflowInvalid with line and column when it is not YAML."""
    documents = load_all_yaml(text, what)
    return documents[0] if documents else None


def load_all_yaml(text: str, what: str) -> list[Any]:
    """All documents in `text`, empty ones left out. Dates stay texts, as Kubernetes reads them."""
    yaml = _pyyaml(what)
    try:
        return [one for one in yaml.load_all(text, Loader=_loader(yaml)) if one is not None]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        detail = f"{what[0].upper()}{what[1:]} is not YAML: {where}{problem}."
        raise WorkflowInvalid("WORKFLOW_MALFORMED", detail) from None


def _loader(yaml: Any) -> Any:
    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        yaml_implicit_resolvers = {
            letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
            for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return Loader


def dump_yaml(value: Any) -> str:
    """`value` as YAML in the order of its keys; texts of several lines as blocks."""
    yaml = _pyyaml("or writing YAML")

    class Dumper(yaml.SafeDumper):  # type: ignore[misc, name-defined]
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(dumper: Any, data: str) -> Any:
        style = "|" if "\n" in data else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    Dumper.add_representer(str, text)
    return str(yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120))
