"""Graphs and lists of steps, and what happens at their ends."""

from hera.workflows import DAG, Container, Parameter, Step, Steps, Task, TaskResult, Workflow
from hera.workflows.models import ContinueOn, LifecycleHook

from hera_features.registry import IMAGE, feature, say, shell, workflow


@feature
def graph() -> Workflow:
    """A diamond, written with arrows."""
    with workflow() as w:
        tell = say()
        with DAG(name="main"):
            a, b, c, d = (Task(name=name, template=tell, arguments={"text": name}) for name in "abcd")
            a >> [b, c] >> d
    return w


@feature
def graph_with_depends() -> Workflow:
    """Dependencies on how a task ended, and tasks that may fail."""
    with workflow() as w:
        work = shell("work")
        with DAG(name="main", fail_fast=False, target="end"):
            first = Task(name="first", template=work)
            Task(name="mend", template=work, depends="first.Failed || first.Errored")
            first.on_success(Task(name="good", template=work))
            first.on_failure(Task(name="bad", template=work))
            first.on_error(Task(name="worse", template=work))
            Task(name="end", template=work, depends="(good || mend) && !worse.Succeeded")
    return w


@feature
def graph_with_any_or_all() -> Workflow:
    """Tasks that depend on how the items of a loop ended."""
    with workflow() as w:
        tell, work = say(), shell("work")
        with DAG(name="main"):
            every = Task(name="every", template=tell, arguments={"text": "{{item}}"}, with_param=["a", "b"])
            every.when_any_succeeded(Task(name="some", template=work))
            every.when_all_failed(Task(name="none", template=work))
            Task(name="after", template=work, depends=f"every.{TaskResult.all_failed.value} || every.Succeeded")
    return w


@feature
def graph_in_a_graph() -> Workflow:
    """A graph as a task of another one, with inputs and outputs."""
    with workflow() as w:
        work = shell(
            "work",
            "echo {{inputs.parameters.text}} > /tmp/found",
            inputs=[Parameter(name="text")],
            outputs=[Parameter(name="found", value_from={"path": "/tmp/found"})],
        )
        found = Parameter(name="found", value_from={"parameter": "{{tasks.work.outputs.parameters.found}}"})
        with DAG(name="inner", inputs=[Parameter(name="text")], outputs=[found]) as inner:
            Task(name="work", template=work, arguments={"text": "{{inputs.parameters.text}}"})
        with DAG(name="main"):
            first = Task(name="first", template=inner, arguments={"text": "a"})
            first >> Task(name="second", template=inner, arguments={"text": first.get_parameter("found")})
    return w


@feature
def steps() -> Workflow:
    """Steps, some of them side by side, with outputs of earlier ones."""
    with workflow() as w:
        work = shell("work", "echo 1 > /tmp/n", outputs=[Parameter(name="n", value_from={"path": "/tmp/n"})])
        tell = say()
        with Steps(name="main") as s:
            first = Step(name="first", template=work)
            with s.parallel():
                Step(name="left", template=tell, arguments={"text": first.get_parameter("n")})
                Step(name="right", template=tell, arguments={"text": "{{steps.first.outputs.parameters.n}}"})
            Step(name="last", template=tell, arguments={"text": first.status})
    return w


@feature
def inline_templates() -> Workflow:
    """Tasks that have their template within."""
    first, second = (Container(image=IMAGE, command=["echo", text]) for text in "ab")
    with workflow() as w, DAG(name="main"):
        Task(name="a", inline=first) >> Task(name="b", inline=second)
    return w


@feature
def continue_on_failure() -> Workflow:
    """Steps that do not mind a failure."""
    with workflow() as w:
        fail = shell("fail", "exit 1")
        with Steps(name="main"):
            Step(name="first", template=fail, continue_on=ContinueOn(failed=True, error=True))
            Step(name="second", template=fail, continue_on=ContinueOn(failed=True))
    return w


@feature
def exit_handler() -> Workflow:
    """A template that runs at the end, however the workflow ended."""
    with workflow() as w:
        last = shell("last", "echo {{workflow.status}} {{workflow.failures}}")
        w.on_exit = last
        shell()
    return w


@feature
def exit_handler_of_a_task() -> Workflow:
    """A template that runs at the end of a task, with its outputs."""
    with workflow() as w:
        work = shell("work", "echo 1 > /tmp/n", outputs=[Parameter(name="n", value_from={"path": "/tmp/n"})])
        tell = say()
        with DAG(name="main"):
            done = Task(name="done", template=work)
            done.hooks = {
                "exit": LifecycleHook(
                    template=tell.name,
                    arguments={"parameters": [{"name": "text", "value": "{{tasks.done.outputs.parameters.n}}"}]},
                )
            }
            Task(name="old-way", template=work, on_exit=shell("bye"))
    return w


@feature
def lifecycle_hooks() -> Workflow:
    """Templates that run when an expression holds."""
    with workflow(
        hooks={
            "exit": LifecycleHook(template="tell"),
            "running": LifecycleHook(template="tell", expression='workflow.status == "Running"'),
        }
    ) as w:
        tell, work = shell("tell"), shell("work")
        with Steps(name="main"):
            Step(
                name="first",
                template=work,
                hooks={
                    "running": LifecycleHook(template=tell.name, expression='steps["first"].status == "Running"'),
                    "failed": LifecycleHook(template=tell.name, expression='steps["first"].status == "Failed"'),
                },
            )
    return w
