"""The boroughs at their vintages as an experiment: workflow, environment, inputs and layout are kept apart.

Run it with the address and the token of a gateway: TIPHYS_URL, TIPHYS_TOKEN_FILE. Another cluster changes ENVIRONMENT alone,
another study INPUTS alone. The experiment is kept as YAML in the folder that is given, and can be run again by its name.
"""

import sys

from tiphys import Client
from tiphys.experiment import ExecutionEnvironment, Experiment, Inputs, Layout

ENVIRONMENT = ExecutionEnvironment(registry="")  # volumes=[Volume(...)], config_map="proxy" where there are some
INPUTS = Inputs(constants={"city": "lyon"}, grid={"borough": [1, 2, 3], "vintage": [2009, 2012]})
LAYOUT = Layout({"dataset": "/tmp/{city}-{borough}-{vintage}.txt"})

# The parameters are filled in by Argo, so that the same path holds for every combination.
path = LAYOUT.path("dataset", {name: "{{workflow.parameters.%s}}" % name for name in ("city", "borough", "vintage")})
WORKFLOW = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"generateName": "boroughs-experiment-"},
    "spec": {
        "entrypoint": "collect",
        "activeDeadlineSeconds": 300,
        "ttlStrategy": {"secondsAfterCompletion": 3600},
        "arguments": {"parameters": [{"name": name} for name in ("city", "borough", "vintage")]},
        "templates": [
            {
                "name": "collect",
                "container": {
                    "image": ENVIRONMENT.image("busybox:1.37"),
                    "command": ["sh", "-c"],
                    "args": [f"echo $(({{{{workflow.parameters.borough}}}} * 1000)) > {path} && cp {path} /tmp/buildings"],
                },
                "outputs": {"parameters": [{"name": "buildings", "valueFrom": {"path": "/tmp/buildings"}}]},
            }
        ],
    },
}

if __name__ == "__main__":
    experiment = Experiment("boroughs", WORKFLOW, ENVIRONMENT, INPUTS, LAYOUT)
    kept = experiment.save(sys.argv[1] if len(sys.argv) > 1 else "experiments")
    with Client() as client:
        sweep = Experiment.load("boroughs", kept.parent).run(client).wait()
        for row in sweep.rows():
            print(row)
