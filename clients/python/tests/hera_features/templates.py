"""Templates that are no container: HTTP, resources, pauses, and expressions."""

from hera.workflows import DAG, HTTP, Container, Parameter, Resource, Step, Steps, Suspend, Task, Workflow
from hera.workflows.models import HTTPBodySource, HTTPHeaderSource, SecretKeySelector
from hera.workflows.models import V1alpha1HTTPHeader as Header

from hera_features.registry import IMAGE, NAME, feature, say, workflow


@feature
def http() -> Workflow:
    """A request whose answer is checked by an expression."""
    with workflow() as w:
        HTTP(
            name="main",
            url="http://example.org/{{inputs.parameters.page}}",
            method="POST",
            headers=[
                Header(name="x-from", value="{{workflow.name}}"),
                Header(
                    name="authorization",
                    value_from=HTTPHeaderSource(secret_key_ref=SecretKeySelector(name="keys", key="token")),
                ),
            ],
            body='{"page": 1}',
            timeout_seconds=20,
            success_condition='response.body contains "ok" && response.statusCode == 200',
            insecure_skip_verify=True,
            inputs=[Parameter(name="page", value="index")],
        )
    return w


@feature
def http_with_bytes() -> Workflow:
    """A request with a body of bytes, as a step of a list."""
    with workflow() as w:
        send = HTTP(name="send", url="http://example.org", method="PUT", body_from=HTTPBodySource(bytes="aGVsbG8="))
        with Steps(name="main"):
            Step(name="send", template=send)
    return w


@feature
def resource() -> Workflow:
    """An object of Kubernetes that a step makes, and waits for."""
    manifest = """
apiVersion: batch/v1
kind: Job
metadata:
  generateName: hera-feature-
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: main, image: "busybox:1.37", command: ["echo", "{{inputs.parameters.text}}"]}]
"""
    with workflow() as w:
        Resource(
            name="main",
            action="create",
            manifest=manifest,
            set_owner_reference=True,
            success_condition="status.succeeded > 0",
            failure_condition="status.failed > 3",
            inputs=[Parameter(name="text", default="x")],
            outputs=[Parameter(name="name", value_from={"jsonPath": "{.metadata.name}"})],
        )
    return w


@feature
def resource_with_a_workflow() -> Workflow:
    """A workflow that makes another one, which Hera writes too."""
    with Workflow(generate_name=NAME, entrypoint="inner", suspend=True) as inner:
        Container(name="inner", image=IMAGE, command=["true"])
    with workflow() as w:
        Resource(
            name="main",
            action="create",
            manifest=inner,
            success_condition="status.phase == Succeeded",
            failure_condition="status.phase in (Failed, Error)",
        )
    return w


@feature
def resource_other_actions() -> Workflow:
    """Patch, get and delete."""
    config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: hera-feature}\n"
    with workflow() as w:
        patch = Resource(name="patch", action="patch", merge_strategy="merge", manifest=f"{config}data: {{a: b}}\n")
        get = Resource(name="get", action="get", manifest=config)
        delete = Resource(name="delete", action="delete", manifest=config, flags=["--ignore-not-found"])
        with Steps(name="main"):
            for one in (patch, get, delete):
                Step(name=one.name, template=one)
    return w


@feature
def suspend() -> Workflow:
    """Pauses: until someone goes on, for some time, and with values that a person gives."""
    with workflow() as w:
        forever, short = Suspend(name="forever"), Suspend(name="short", duration=5)
        long = Suspend(name="long", duration="1h30m")
        ask = Suspend(
            name="ask",
            intermediate_parameters=[
                Parameter(name="go-on", default="no", enum=["yes", "no"], description="go on?"),
                Parameter(name="why"),
            ],
        )
        tell = say()
        with DAG(name="main"):
            asked = Task(name="ask", template=ask, arguments={"why": "because"})
            Task(name="forever", template=forever) >> Task(name="short", template=short) >> asked
            asked >> Task(name="tell", template=tell, arguments={"text": asked.get_parameter("go-on")})
            Task(name="long", template=long)
    return w


@feature
def expressions() -> Workflow:
    """Expressions that Hera writes, in arguments."""
    from hera.expr import g, sprig

    with workflow(arguments=[Parameter(name="size", value=3)]) as w:
        tell = say()
        with DAG(name="main"):
            Task(name="sum", template=tell, arguments={"text": f"{g.workflow.parameters.size.as_int() + 1:=}"})
            Task(name="short", template=tell, arguments={"text": f"{sprig.trim(g.workflow.name):=}"})
            Task(name="plain", template=tell, arguments={"text": f"{g.workflow.parameters.size:$}"})
    return w


@feature
def variables() -> Workflow:
    """The variables that Argo fills in."""
    workflow_names = ["name", "namespace", "uid", "serviceAccountName", "parameters", "creationTimestamp"]
    workflow_names += ["creationTimestamp.RFC3339", "priority", "labels.team", "annotations.note", "mainEntrypoint"]
    names = [*(f"workflow.{name}" for name in workflow_names), "pod.name", "node.name", "retries"]
    with workflow(labels={"team": "a"}, annotations={"note": "b"}, arguments={"x": "1"}, priority=3) as w:
        Container(
            name="main",
            image=IMAGE,
            command=["echo"],
            args=[f"{{{{{name}}}}}" for name in names],
            retry_strategy={"limit": "2"},
        )
    return w
