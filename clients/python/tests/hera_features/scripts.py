"""Python functions as templates."""

from typing import Annotated

from hera.shared import global_config
from hera.workflows import (
    DAG,
    Artifact,
    ArtifactLoader,
    Env,
    Input,
    Output,
    Parameter,
    Resources,
    RunnerScriptConstructor,
    Script,
    Steps,
    Workflow,
    script,
)

from hera_features.registry import IMAGE, feature, workflow


@feature
def script_inline() -> Workflow:
    """A function whose source becomes the script."""

    @script()
    def main():
        print("hello")

    with workflow() as w:
        main()
    return w


@feature
def script_with_parameters() -> Workflow:
    """Parameters of a function, with and without defaults, some of them no text."""

    @script(image=IMAGE)
    def add(a: int, b: int = 2, names: list = ["x", "y"], note: str = "a: b # {}"):  # noqa: B006
        print(a + b, names, note)

    with workflow() as w, Steps(name="main"):
        add(arguments={"a": 1, "note": 'quotes " and\nlines'})
    return w


@feature
def script_result_of_another() -> Workflow:
    """The standard output of a script as the input of the next one."""

    @script()
    def draw():
        print(7)

    @script()
    def use(number: int):
        print(number)

    with workflow() as w, DAG(name="main"):
        drawn = draw()
        drawn >> use(arguments={"number": drawn.result})
    return w


@feature
def script_runner() -> Workflow:
    """The runner calls the function, so that its arguments have their Python types."""

    @script(constructor="runner")
    def main(count: int = 1, ratio: float = 0.5, flags: dict[str, bool] = {"dry": True}) -> str:  # noqa: B006
        return f"{count} {ratio} {flags}"

    with workflow() as w:
        main()
    return w


@feature
def script_runner_annotated() -> Workflow:
    """Annotated parameters with another name, a description, allowed values; and output parameters."""

    @script(constructor=RunnerScriptConstructor(outputs_directory="/tmp/hera-outputs"))
    def main(
        size: Annotated[int, Parameter(name="how-many", description="how many", enum=["1", "2"])] = 1,
    ) -> tuple[Annotated[int, Parameter(name="double")], Annotated[str, Artifact(name="text")]]:
        return 2 * size, "text"

    with workflow() as w:
        main()
    return w


@feature
def script_runner_artifacts() -> Workflow:
    """Annotated artifacts: written by one function, loaded by the next one."""

    @script(constructor="runner")
    def write(place: Annotated[str, Artifact(name="table", path="/tmp/table", output=True)]) -> None:
        print(place)

    @script(constructor="runner")
    def read(table: Annotated[dict, Artifact(name="table", path="/tmp/table", loader=ArtifactLoader.json)]) -> None:
        print(table)

    with workflow() as w, DAG(name="main"):
        first = write()
        first >> read(arguments=[first.get_artifact("table")])
    return w


@feature
def script_runner_pydantic() -> Workflow:
    """Pydantic models as inputs and outputs."""

    class Question(Input):
        text: str = "why"
        weight: Annotated[int, Parameter(name="how-heavy")] = 3

    class Answer(Output):
        words: Annotated[str, Parameter(name="words")]

    @script(constructor="runner")
    def main(question: Question) -> Answer:
        return Answer(words=question.text)

    with workflow() as w:
        main()
    return w


@feature
def script_of_source() -> Workflow:
    """A script of another language, given as text."""
    with workflow() as w:
        Script(
            name="main", image=IMAGE, command=["sh"], source="set -e\nprintf '%s\\n' \"$HOME\"  # {{workflow.name}}\n"
        )
    return w


@feature
def script_with_surroundings() -> Workflow:
    """A script with image, command, environment, resources, labels and annotations."""

    @script(
        image="python:3.12",
        command=["python3"],
        env=[Env(name="DEPTH", value=3), Env(name="FLAG", value=True)],
        resources=Resources(cpu_request="10m", cpu_limit=1, memory_request="16Mi", memory_limit="64Mi"),
        labels={"kind": "sum"},
        annotations={"note": "a: b"},
        working_dir="/tmp",
    )
    def main():
        import os

        print(os.environ["DEPTH"])

    with workflow() as w:
        main()
    return w


@feature
def script_defaults_of_a_class() -> Workflow:
    """Defaults that a site sets for all scripts, and a hook that changes each one before it is built."""
    before = dict(global_config._defaults), global_config._pre_build_hooks
    try:
        global_config.set_class_defaults(Script, image=IMAGE)

        @global_config.register_pre_build_hook
        def labelled(one: Script) -> Script:
            one.labels = {"site": "lyon"}
            return one

        @script()
        def main():
            print("hello")

        with workflow() as w:
            main()
        return Workflow.from_dict(w.to_dict())
    finally:
        global_config._defaults.clear()
        global_config._defaults.update(before[0])
        global_config._pre_build_hooks = before[1]
