package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NormalisedTest {
    @Test
    void aWorkflowThatTheControllerWroteTwiceIsTheSame() {
        assertThat(Normalised.text("""
                Status:              Running (Suspended)
                Conditions:          \s
                 PodRunning          False
                Created:             now
                """)).isEqualTo(Normalised.text("""
                Status:              Running (Suspended)
                Created:             now
                """));
    }

    @Test
    void soIsItAsYaml() {
        assertThat(Normalised.text("""
                metadata:
                  annotations:
                    workflows.argoproj.io/last-seen-version: "17"
                  generation: 3
                  managedFields:
                      f:metadata:
                        f:annotations:
                          f:workflows.argoproj.io/last-seen-version: {}
                      f:status:
                        f:artifactGCStatus: {}
                        f:conditions: {}
                        f:nodes: {}
                status:
                  artifactGCStatus: {}
                  conditions:
                  - status: "False"
                    type: PodRunning
                  finishedAt: null
                """)).isEqualTo(Normalised.text("""
                metadata:
                  annotations:
                    workflows.argoproj.io/last-seen-version: "15"
                    workflows.argoproj.io/pod-name-format: v2
                  generation: 2
                  managedFields:
                      f:metadata:
                        f:annotations:
                          f:workflows.argoproj.io/last-seen-version: {}
                          f:workflows.argoproj.io/pod-name-format: {}
                      f:status:
                        f:artifactGCStatus: {}
                        f:nodes: {}
                status:
                  artifactGCStatus: {}
                  finishedAt: null
                """));
    }

    @Test
    void soIsItAsJson() {
        assertThat(Normalised.text("""
                {
                  "generation": 3,
                  "annotations": {
                    "workflows.argoproj.io/last-seen-version": "17"
                  },
                  "fields": {
                    "f:conditions": {},
                    "f:workflows.argoproj.io/last-seen-version": {}
                  },
                  "conditions": [
                    {
                      "type": "PodRunning",
                      "status": "False"
                    }
                  ],
                  "nodes": {}
                }
                """)).isEqualTo(Normalised.text("""
                {
                  "generation": 2,
                  "annotations": {
                    "workflows.argoproj.io/last-seen-version": "15",
                    "workflows.argoproj.io/pod-name-format": "v2"
                  },
                  "fields": {
                    "f:workflows.argoproj.io/last-seen-version": {},
                    "f:workflows.argoproj.io/pod-name-format": {}
                  },
                  "nodes": {}
                }
                """));
    }

    @Test
    void otherConditionsStay() {
        assertThat(Normalised.text("Conditions:\n Completed True\n")).contains("Completed True");
    }
}
