package io.tiphys.gateway.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.WorkflowName;
import org.junit.jupiter.api.Test;

class ArgoProbesIT {
    @Test
    void findsTheServerAndItsVersion() {
        try (ArgoWorkspace workspace = new ArgoWorkspace()) {
            Finding finding = new ArgoReachableProbe(workspace.servers()).probe(workspace.environment());

            assertThat(finding.passed()).isTrue();
            assertThat(finding.message()).contains("version is v4.").doesNotContain("Warning");
            assertThat(workspace.calls()).hasSize(1);
        }
    }

    @Test
    void tellsThatCallsAreHeldBackWhileTheServerIsDown() {
        try (ArgoWorkspace workspace = new ArgoWorkspace()) {
            ArgoCircuitProbe circuit = new ArgoCircuitProbe(workspace.servers());
            assertThat(circuit.probe(workspace.environment()).passed()).isTrue();
            workspace.proxy().refuseConnections();
            for (int i = 0; i < 10; i++) {
                assertThat(catchThrowable(() -> workspace.control().get(workspace.call(), new WorkflowName("x"))))
                        .isInstanceOfSatisfying(
                                GatewayException.class,
                                refused ->
                                        assertThat(refused.problem().reason()).isEqualTo(ErrorReason.ARGO_UNAVAILABLE));
            }

            assertThat(circuit.probe(workspace.environment()).failure()).contains(ErrorReason.ARGO_CIRCUIT_OPEN);
            assertThat(new ArgoReachableProbe(workspace.servers())
                            .probe(workspace.environment())
                            .failure())
                    .contains(ErrorReason.ARGO_UNAVAILABLE);
        }
    }
}
