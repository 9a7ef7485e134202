"""An experiment: a workflow with its environment of execution, its inputs, and the layout of its files.

The four concerns are kept apart, so that another cluster changes the environment alone, another study the inputs alone::

    experiment = Experiment(
        name="boroughs",
        workflow="boroughs.yaml",
        environment=ExecutionEnvironment(volumes=[Volume("data", claim="city-data", mount_path="/data")], config_map="proxy"),
        inputs=Inputs(constants={"city": "lyon"}, grid={"borough": [1, 2, 3], "vintage": [2009, 2012]}),
        layout=Layout({"tiles": "/data/{city}/{borough}/{vintage}/tiles.json"}),
    )
    experiment.check(client)              # rights, claims, config maps, before anything runs
    sweep = experiment.run(client)        # one run for each combination of the grid
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tiphys._documents import to_mapping
from tiphys._yaml import dump_yaml, load_yaml
from tiphys.client import Client
from tiphys.errors import ConfigurationError
from tiphys.models import Preflight
from tiphys.sweep import Sweep, combinations, with_parameters

_NAME = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


@dataclass(frozen=True)
class Volume:
    """A volume claim that exists, and where its files are in every container."""

    name: str
    claim: str
    mount_path: str
    read_only: bool = False


@dataclass(frozen=True)
class ExecutionEnvironment:
    """What the pods need of the cluster; the only part that changes with it.

    config_map: its keys become environment variables of every container, for example HTTP_PROXY and NO_PROXY.
    registry: what :meth:`image` puts before the names of images. pull_secret: the secret for that registry.
    """

    volumes: Sequence[Volume] = ()
    config_map: str = ""
    registry: str = ""
    pull_secret: str = ""
    service_account: str = ""

    def image(self, name: str) -> str:
        """The image's name with the registry before it."""
        return f"{self.registry.rstrip('/')}/{name}" if self.registry else name


@dataclass(frozen=True)
class Inputs:
    """The parameters: constants are the same in each run, the grid gives a run for each combination of its values."""

    constants: Mapping[str, Any] = field(default_factory=dict)
    grid: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def combinations(self) -> list[dict[str, Any]]:
        """The parameters of each run."""
        varied = combinations(self.grid) if self.grid else [{}]
        return [{**self.constants, **one} for one in varied]


@dataclass(frozen=True)
class Layout:
    """Where files are, as templates: ``{"tiles": "/data/{city}/{borough}/tiles.json"}``."""

    paths: Mapping[str, str] = field(default_factory=dict)

    def path(self, name: str, values: Mapping[str, Any] | None = None, **more: Any) -> str:
        """A path with its values filled in. Raises ConfigurationError for an unknown name or a value that is missing."""
        if name not in self.paths:
            raise ConfigurationError(f"The layout has no path '{name}'.", f"It has: {', '.join(self.paths) or 'none'}.")
        given = {**(values or {}), **more}
        names = [part for _, part, _, _ in string.Formatter().parse(self.paths[name]) if part is not None]
        missing = [one for one in names if one not in given]
        if missing:
            raise ConfigurationError(f"The path '{name}' lacks a value for {', '.join(missing)}.", "Give it.")
        return self.paths[name].format(**{one: given[one] for one in names})


@dataclass(frozen=True)
class Experiment:
    """A workflow with its environment, inputs and layout. Immutable; kept as YAML, and run again by its name."""

    name: str
    workflow: Any
    environment: ExecutionEnvironment = field(default_factory=ExecutionEnvironment)
    inputs: Inputs = field(default_factory=Inputs)
    layout: Layout = field(default_factory=Layout)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ConfigurationError(
                f"'{self.name}' cannot be the name of an experiment.", "Use lower case letters, digits and hyphens."
            )

    @property
    def digest(self) -> str:
        """A short hash of all that the experiment consists of; the same for the same experiment."""
        content = json.dumps({**self._plain(), "workflow": to_mapping(self.workflow)}, sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    def document(self, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The workflow as it is submitted: with volumes, variables, account, labels, and these parameters."""
        tree = copy.deepcopy(to_mapping(self.workflow))
        metadata = tree.setdefault("metadata", {})
        metadata.pop("name", None)
        metadata.setdefault("generateName", f"{self.name}-")
        metadata.setdefault("labels", {}).update({"experiment": self.name, "experiment-digest": self.digest})
        _provision(tree.setdefault("spec", {}), self.environment)
        values = dict(self.inputs.constants) if parameters is None else parameters
        return with_parameters(tree, values) if values else tree

    def check(self, client: Client) -> Preflight:
        """What would keep the first run from running: claims, config maps, accounts, rights, quotas."""
        return client.preflight(self.document(self.inputs.combinations()[0]))

    def run(self, client: Client, *, key: str | None = None, at_once: int = 8) -> Sweep:
        """Checks the environment and starts a run for each combination. Raises WorkflowInvalid when it could not run.

        With `key`, calling again adds no run.
        """
        found = self.check(client)
        if not found.runnable:
            from tiphys.errors import WorkflowInvalid

            detail = f"Experiment '{self.name}' could not run in {found.environment}/{found.namespace}."
            errors = [one for one in found.findings if one.severity == "ERROR"]
            raise WorkflowInvalid("WORKFLOW_INVALID", detail, findings=errors, manifest=found.manifest or None)
        grid = {**{name: [value] for name, value in self.inputs.constants.items()}, **self.inputs.grid}
        return client.sweep(self.document({}), grid or {"experiment": [self.name]}, key=key, at_once=at_once)

    def runs(self, client: Client) -> Any:
        """The runs of this experiment that the cluster still has, newest first."""
        return client.runs(selector=f"experiment={self.name}")

    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(
            json.dumps(
                {
                    "name": self.name,
                    "environment": asdict(self.environment),
                    "inputs": {"constants": dict(self.inputs.constants), "grid": dict(self.inputs.grid)},
                    "layout": dict(self.layout.paths),
                },
                default=list,
            )
        )
        return plain

    def to_yaml(self) -> str:
        """The experiment as YAML, its workflow included."""
        return dump_yaml({**self._plain(), "workflow": to_mapping(self.workflow)})

    def save(self, directory: str | Path = "experiments") -> Path:
        """Keeps the experiment as ``NAME.yaml`` in a folder."""
        folder = Path(directory)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.yaml"
        path.write_text(self.to_yaml())
        return path

    @classmethod
    def load(cls, name: str, directory: str | Path = "experiments") -> Experiment:
        """The experiment of a name, as it was kept. Raises ConfigurationError when there is none."""
        path = Path(directory) / f"{name}.yaml"
        if not _NAME.fullmatch(name) or not path.is_file():
            raise ConfigurationError(f"There is no experiment '{name}' in {directory}.", "Keep one with save().")
        return cls.from_yaml(path.read_text())

    @classmethod
    def from_yaml(cls, text: str) -> Experiment:
        """The experiment of a YAML text. Unknown names are refused."""
        content = load_yaml(text, "the experiment")
        try:
            environment = dict(content.get("environment") or {})
            volumes = [Volume(**one) for one in environment.pop("volumes", None) or ()]
            return cls(
                content["name"],
                content["workflow"],
                ExecutionEnvironment(volumes, **environment),
                Inputs(**(content.get("inputs") or {})),
                Layout(content.get("layout") or {}),
            )
        except (TypeError, KeyError, AttributeError) as error:
            raise ConfigurationError(f"The text is not an experiment: {error}.", "Compare it with to_yaml().") from None


def _provision(spec: dict[str, Any], environment: ExecutionEnvironment) -> None:
    """Adds what the environment has to a workflow's spec; what the workflow says itself is kept."""
    if environment.service_account:
        spec.setdefault("serviceAccountName", environment.service_account)
    if environment.pull_secret:
        spec.setdefault("imagePullSecrets", []).append({"name": environment.pull_secret})
    taken = {one.get("name") for one in spec.get("volumes") or ()}
    for volume in environment.volumes:
        if volume.name not in taken:
            claim = {"claimName": volume.claim}
            spec.setdefault("volumes", []).append({"name": volume.name, "persistentVolumeClaim": claim})
    for template in spec.get("templates") or ():
        for container in _containers(template):
            _equip(container, environment)


def _containers(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    alone = [template[kind] for kind in ("container", "script") if isinstance(template.get(kind), dict)]
    return alone + list((template.get("containerSet") or {}).get("containers") or ())


def _equip(container: dict[str, Any], environment: ExecutionEnvironment) -> None:
    for volume in environment.volumes:
        mounts = container.setdefault("volumeMounts", [])
        if all(one.get("name") != volume.name for one in mounts):
            mount: dict[str, Any] = {"name": volume.name, "mountPath": volume.mount_path}
            mounts.append({**mount, "readOnly": True} if volume.read_only else mount)
    if environment.config_map:
        container.setdefault("envFrom", []).append({"configMapRef": {"name": environment.config_map}})
