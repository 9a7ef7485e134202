import asyncio
import re
import threading

import pytest
from conftest import TOKEN
from fake_gateway import change, workflow

import tiphys
from tiphys import AsyncClient
from tiphys.v1 import workflow_service_pb2 as messages


def prepared(gateway):
    gateway.answers["SubmitWorkflow"] = lambda r, m: messages.SubmitWorkflowResponse(workflow=workflow())
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    return gateway


def test_submits_waits_and_reads_logs(gateway):
    prepared(gateway).answers["WatchWorkflows"] = lambda r, m: iter([change(workflow(phase="Succeeded"))])
    line = messages.StreamLogsResponse(line=messages.LogLine(pod_name="p", content="hello"))
    gateway.answers["StreamLogs"] = lambda r, m: iter([line] * 500)

    async def work():
        async with AsyncClient(gateway.url, token=TOKEN) as client:
            run = await client.submit({"kind": "Workflow"})
            await run.wait()
            return run.state.phase, len([one async for one in run.logs()])

    assert asyncio.run(work()) == ("Succeeded", 500)


def test_a_cancelled_wait_ends_at_once_and_leaves_no_call_behind(gateway):
    ended, release = threading.Event(), threading.Event()

    def watch(request, metadata):
        try:
            yield change(workflow())
            release.wait(20)
            yield change(workflow())
        finally:
            ended.set()

    prepared(gateway).answers["WatchWorkflows"] = watch

    async def work():
        async with AsyncClient(gateway.url, token=TOKEN) as client:
            run = await client.submit({"kind": "Workflow"})
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(run.wait(), 0.5)
            return [thread.name for thread in threading.enumerate() if "watch" in thread.name]

    assert asyncio.run(asyncio.wait_for(work(), 10)) == []
    release.set()


def test_other_work_goes_on_while_a_call_waits(gateway):
    release = threading.Event()

    def slow(request, metadata):
        release.wait(20)
        return messages.GetWorkflowResponse(workflow=workflow())

    gateway.answers["GetWorkflow"] = slow

    async def work():
        async with AsyncClient(gateway.url, token=TOKEN) as client:
            call = asyncio.create_task(client.run("run-1"))
            await asyncio.sleep(0)
            assert not call.done()
            release.set()
            return (await call).name

    assert asyncio.run(work()) == "run-1"


def test_other_work_goes_on_while_a_sweep_is_waited_for(gateway):
    prepared(gateway)
    ended = threading.Event()

    def state(request, metadata):
        return messages.GetWorkflowResponse(workflow=workflow(phase="Succeeded" if ended.is_set() else "Running"))

    gateway.answers["GetWorkflow"] = state

    async def work():
        async with AsyncClient(gateway.url, token=TOKEN) as client:
            sweep = await client.sweep({"kind": "Workflow", "metadata": {"generateName": "a-"}}, {"x": [1, 2]})
            with pytest.raises(tiphys.WaitTimeout):
                await sweep.wait(0.2)
            waiting = asyncio.create_task(sweep.wait(20))
            await asyncio.sleep(0)
            assert not waiting.done()
            ended.set()
            return repr(await waiting), [row["phase"] for row in await sweep.rows()]

    assert asyncio.run(work()) == ("<AsyncSweep of 2: 2 Succeeded>", ["Succeeded", "Succeeded"])


def test_returns_nothing_that_blocks():
    blocking = ("Client", "Run", "Sweep", "Logs")
    for owner in (AsyncClient, tiphys.AsyncRun, tiphys.AsyncSweep):
        for name, member in vars(owner).items():
            returned = str(getattr(member, "__annotations__", {}).get("return", ""))
            words = re.findall(r"\w+", returned)
            assert not set(words) & set(blocking), f"{owner.__name__}.{name} returns {returned}"


def test_has_the_names_of_the_other_client():
    names = {name for name in dir(tiphys.Client) if not name.startswith("_")} - {"new_key", "watch"}
    assert names <= set(dir(AsyncClient))
    names = {name for name in dir(tiphys.Run) if not name.startswith("_")} - {"node", "show", "finished"}
    assert names <= {*dir(tiphys.AsyncRun), "name", "namespace", "url", "warnings", "replayed"}
    names = {name for name in dir(tiphys.Sweep) if not name.startswith("_")}
    assert names <= {*dir(tiphys.AsyncSweep), "key", "items"}
