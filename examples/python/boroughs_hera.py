"""The boroughs at their vintages, with Hera: a pod for each pair, and one that uses what all of them found.

Run it with the address and the token of a gateway: TIPHYS_URL, TIPHYS_TOKEN_FILE.
"""

from hera.workflows import DAG, Container, Parameter, Task, Workflow
from hera.workflows.models import ValueFrom

from tiphys import Client

BOROUGHS, VINTAGES = [1, 2, 3], [2009, 2012]

with Workflow(
    generate_name="boroughs-hera-",
    entrypoint="survey",
    active_deadline_seconds=300,
    ttl_strategy={"secondsAfterCompletion": 3600},
) as survey:
    collect = Container(
        name="collect",
        image="busybox:1.37",
        inputs=[Parameter(name="borough"), Parameter(name="vintage")],
        command=["sh", "-c"],
        args=["printf %s $(({{inputs.parameters.borough}} * 1000 + {{inputs.parameters.vintage}} - 2000)) > /tmp/buildings"],
        outputs=[Parameter(name="buildings", value_from=ValueFrom(path="/tmp/buildings"))],
    )
    report = Container(
        name="report",
        image="busybox:1.37",
        inputs=[Parameter(name="found")],
        command=["sh", "-c"],
        args=["echo 'found {{inputs.parameters.found}}'"],
    )
    with DAG(name="survey"):
        pairs = [{"borough": str(b), "vintage": str(v)} for b in BOROUGHS for v in VINTAGES]
        every = Task(
            name="collect",
            template=collect,
            with_items=pairs,
            arguments={"borough": "{{item.borough}}", "vintage": "{{item.vintage}}"},
        )
        last = Task(name="report", template=report, arguments={"found": "{{tasks.collect.outputs.parameters.buildings}}"})
        every >> last

if __name__ == "__main__":
    with Client() as client:
        run = client.submit(survey).wait(check=True)
        print(f"{run.name}: {run.phase}, buildings: {sorted(run.outputs['collect']['buildings'])}")
