"""A session of Hera, Argo's Python client, as a notebook would have it.

Prints one JSON document a line: the step, and what it gave. The host and the namespace are arguments, the token comes on
the standard input. Nothing here knows whether it talks to an Argo Server or to a gateway.
"""

import json
import sys
import time

from hera import exceptions
from hera.shared import global_config
from hera.workflows import CronWorkflow, Parameter, Step, Steps, Suspend, Workflow, WorkflowsService, WorkflowTemplate
from hera.workflows.models import WorkflowStopRequest, WorkflowSubmitRequest


def tell(step, **result):
    print(json.dumps({"step": step, **result}), flush=True)


def refused(step, call):
    """A call that has to fail: tells which exception Hera makes of the answer."""
    try:
        call()
        tell(step, refused=False)
    except exceptions.HeraException as problem:
        tell(step, refused=type(problem).__name__, message=str(problem))


def until(what, holds):
    end = time.monotonic() + 30
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


def pausing(name, duration="1"):
    with Workflow(name=name, entrypoint="main", labels={"made-by": "hera"}, arguments=[Parameter(name="p", value="1")]) as workflow:
        pause = Suspend(name="pause", duration=duration)
        with Steps(name="main"):
            Step(name="first", template=pause)
    return workflow


def waiting_for_ever(kind, name, **more):
    with kind(name=name, entrypoint="main", **more) as document:
        Suspend(name="main")
    return document


def workflows(service):
    created = pausing("finishing").create()
    tell("create", name=created.metadata.name, labels=sorted(created.metadata.labels))
    finished = pausing("awaited").create(wait=True, poll_interval=1)
    tell("create and wait", phase=finished.status.phase, progress=finished.status.progress)
    waiting = waiting_for_ever(Workflow, "waiting")
    waiting.create()
    refused("create again", lambda: waiting_for_ever(Workflow, "waiting").create())
    names = lambda: sorted(item.metadata.name for item in service.list_workflows().items or [])
    until("listed", lambda: names() == ["awaited", "finishing", "waiting"])
    tell("list", names=names())
    selected = lambda: [item.metadata.name for item in service.list_workflows(label_selector="made-by=hera", name_filter="Exact", field_selector="metadata.name=awaited").items or []]
    until("selected", lambda: selected() == ["awaited"])
    tell("list with selectors", names=selected())
    got = service.get_workflow("awaited")
    tell("get", phase=got.status.phase, parameters=[one.value for one in got.spec.arguments.parameters])
    refused("get absent", lambda: service.get_workflow("absent"))
    until("running", lambda: service.get_workflow("waiting").status.phase == "Running")
    service.stop_workflow("waiting", WorkflowStopRequest(message="enough"))
    until("stopped", lambda: service.get_workflow("waiting").status.phase == "Failed")
    tell("stop", message=service.get_workflow("waiting").status.message)
    for name in ("finishing", "awaited", "waiting"):
        service.delete_workflow(name)
    tell("delete")
    refused("delete absent", lambda: service.delete_workflow("absent"))


def lint(service):
    tell("lint", name=pausing("linted").lint().metadata.name)
    wrong = pausing("wrong")
    wrong.entrypoint = "absent"
    refused("lint wrong", wrong.lint)
    refused("create wrong", wrong.create)


def templates(service):
    tell("template", name=waiting_for_ever(WorkflowTemplate, "kept").create().metadata.name)
    until("known", lambda: service.list_workflow_templates().items)
    tell("template list", names=[item.metadata.name for item in service.list_workflow_templates().items])

    def submitted():
        try:
            return service.submit_workflow(WorkflowSubmitRequest(resource_kind="WorkflowTemplate", resource_name="kept"))
        except exceptions.NotFound:
            return None  # the Argo Server finds a new template a moment later

    until("submitted", submitted)
    tell("template submit")
    service.delete_workflow_template("kept")
    refused("template get deleted", lambda: service.get_workflow_template("absent"))
    cron = waiting_for_ever(CronWorkflow, "nightly", schedules=["0 0 1 1 *"], cron_suspend=True)
    tell("cron", name=cron.create().metadata.name)
    tell("cron get", schedules=service.get_cron_workflow("nightly").spec.schedules)
    service.delete_cron_workflow("nightly")


def main(host, namespace):
    global_config.host = host
    global_config.namespace = namespace
    global_config.token = sys.stdin.read().strip()
    service = WorkflowsService()
    tell("version", version=service.get_version().version)
    tell("info", managed=service.get_info().managed_namespace)
    tell("user", account=service.get_user_info().service_account_name)
    lint(service)
    workflows(service)
    templates(service)
    refused("unknown caller", lambda: WorkflowsService(token="nobody").list_workflows())


main(*sys.argv[1:])
