"""Loops and conditions."""

from hera.workflows import DAG, Parameter, Step, Steps, Task, Workflow, script
from hera.workflows.models import Item, Sequence

from hera_features.registry import feature, say, shell, workflow


@feature
def loop_over_items() -> Workflow:
    """A task for each of some values of several types."""
    with workflow() as w:
        every = say()
        with DAG(name="main"):
            Task(name="every", template=every, arguments={"text": "{{item}}"}, with_items=["a", 2, 3.5, True, "b: c"])
    return w


@feature
def loop_over_objects() -> Workflow:
    """A task for each object; its fields become arguments."""
    with workflow() as w:
        shell("pair", "echo {{inputs.parameters.x}}{{inputs.parameters.y}}", inputs=[Parameter(name=n) for n in "xy"])
        with DAG(name="main"):
            Task(
                name="pairs",
                template="pair",
                arguments={"x": "{{item.x}}", "y": "{{item.y}}"},
                with_items=[Item(root={"x": 1, "y": "a"}), Item(root={"x": 2, "y": "b"})],
            )
    return w


@feature
def loop_of_a_script() -> Workflow:
    """A script that is called once for each item: Hera writes the arguments."""

    @script()
    def add(a: int, b: int):
        print(a + b)

    with workflow() as w, DAG(name="main"):
        add(with_items=[{"a": 1, "b": 2}, {"a": 3, "b": 4}])
    return w


@feature
def loop_over_a_result() -> Workflow:
    """Fan-out over what another task printed, and fan-in of all results."""

    @script()
    def make():
        import json

        print(json.dumps([1, 2, 3]))

    @script()
    def use(number: int):
        print(number)

    @script()
    def gather(found: list):
        print(found)

    with workflow() as w, DAG(name="main"):
        made = make()
        used = use(with_param=made.result)
        made >> used >> gather(arguments={"found": used.result})
    return w


@feature
def loop_over_a_parameter() -> Workflow:
    """Fan-out over a list that is an argument of the workflow."""
    with workflow(arguments=[Parameter(name="words", value=["a", "b"])]) as w:
        every = say()
        with Steps(name="main"):
            Step(
                name="every",
                template=every,
                arguments={"text": "{{item}}"},
                with_param=w.get_parameter("words"),
            )
    return w


@feature
def loop_over_numbers() -> Workflow:
    """Sequences by count, by end, and with a format."""
    with workflow() as w:
        every = say()
        with DAG(name="main"):
            text = {"text": "{{item}}"}
            Task(name="counted", template=every, arguments=text, with_sequence=Sequence(count=3))
            Task(name="ranged", template=every, arguments=text, with_sequence=Sequence(start="5", end="1"))
            Task(
                name="formatted",
                template=every,
                arguments=text,
                with_sequence=Sequence(start="0", end="{{=2 * 3}}", format="v%02x"),
            )
    return w


@feature
def conditions() -> Workflow:
    """Tasks that run only when something holds."""

    @script()
    def flip():
        print("heads")

    with workflow() as w:
        tell = say()
        with DAG(name="main"):
            flipped = flip()
            for side in ("heads", "tails"):
                flipped >> Task(name=side, template=tell, arguments={"text": side}, when=f"{flipped.result} == {side}")
    return w


@feature
def conditional_output() -> Workflow:
    """An output that an expression chooses among those of branches."""
    outputs = [Parameter(name="found", value_from={"path": "/tmp/found"})]
    with workflow() as w:
        one = shell("one", "echo 1 > /tmp/found", outputs=outputs)
        with DAG(
            name="main",
            outputs=[
                Parameter(
                    name="chosen",
                    value_from={
                        "expression": "tasks['a'].status == 'Succeeded' ? tasks['a'].outputs.parameters.found : "
                        "tasks['b'].outputs.parameters.found"
                    },
                )
            ],
        ):
            Task(name="a", template=one, when="{{workflow.name}} != x")
            Task(name="b", template=one, when="{{workflow.name}} == x")
    return w


@feature
def recursion() -> Workflow:
    """A template that calls itself until something holds."""

    @script()
    def flip():
        print("heads")

    with workflow() as w, Steps(name="main"):
        flipped = flip()
        Step(name="again", template="main", when=f"{flipped.result} == tails")
    return w
