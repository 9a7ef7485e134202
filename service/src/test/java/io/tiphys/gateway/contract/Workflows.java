package io.tiphys.gateway.contract;

/** Small workflows that the contract submits. None but {@link #COUNTING} needs a pod. */
final class Workflows {
    static final String SUSPENDED = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata:
              generateName: suspended-
            spec:
              entrypoint: wait
              templates:
                - name: wait
                  suspend: {}
            """;

    static final String UNDEFINED_TEMPLATE = SUSPENDED.replace("entrypoint: wait", "entrypoint: no-such-template");

    static final String MUCH_WRONG = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata:
              generateName: wrong-
              namespace: somewhere-else
            spec:
              entrypont: wait
              serviceAccountName: cluster-admin
              templates:
                - name: wait
                  serviceAccountName: another-admin
                  suspend: {}
            """;

    static final String COUNTING = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata:
              generateName: counting-
            spec:
              entrypoint: count
              templates:
                - name: count
                  script:
                    image: busybox:1.37
                    command: [sh]
                    source: |
                      for i in 1 2 3 4 5; do echo "line $i"; done
            """;

    static final String NEEDING_MUCH = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata:
              generateName: needing-
            spec:
              entrypont: nothing
              entrypoint: main
              templates:
                - name: work
                  container:
                    image: busybox:1.37
                    envFrom: [{secretRef: {name: login}}]
                - name: main
                  steps: [[{name: all, template: work, withItems: [1, 2, 3]}]]
            """;

    /** Waits until somebody resumes it; NUMBER is its argument. */
    static final String WAITING = """
            {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "waiting-"},
             "spec": {"entrypoint": "wait", "arguments": {"parameters": [{"name": "x", "value": "NUMBER"}]},
              "templates": [{"name": "wait", "suspend": {}}]}}""";

    /** Returns twice its argument NUMBER after a moment. */
    static final String DOUBLING = """
            {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "doubling-"},
             "spec": {"entrypoint": "main", "arguments": {"parameters": [{"name": "x", "value": "NUMBER"}]},
              "templates": [
               {"name": "main", "inputs": {"parameters": [{"name": "x"}]}, "steps": [[{"name": "wait", "template": "wait"}]],
                "outputs": {"parameters": [{"name": "doubled", "valueFrom": {"expression": "asInt(inputs.parameters.x) * 2"}}]}},
               {"name": "wait", "suspend": {"duration": "1s"}}]}}""";

    private Workflows() {}

    /** Whether the workflow's suspended node waits to be resumed. */
    static boolean waits(String json) {
        return json.replace(" ", "").contains("\"type\":\"Suspend\"")
                && json.replace(" ", "").contains("\"phase\":\"Running\"");
    }
}
