package io.tiphys.gateway.argoapi.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingEnvironmentTest {
    @Test
    void explainsAHostWithoutASlashAtItsEnd() {
        assertThat(refusal("api", SubmissionEnvironments.notFound(Optional.of("api"), List.of("demo"))))
                .isEqualTo("There is no environment 'api'. You have access to: demo. The path selects the environment:"
                        + " end the client's host with '/argo/<environment>/', slash included.");
    }

    @Test
    void namesAnyOtherEnvironmentAlone() {
        assertThat(refusal("dmeo", SubmissionEnvironments.notFound(Optional.of("dmeo"), List.of("demo"))))
                .isEqualTo("There is no environment 'dmeo'. You have access to: demo.");
    }

    @Test
    void saysNothingOfEnvironmentsToACallerWhoIsNotAuthenticated() {
        GatewayException unknown = new GatewayException(Problem.of(ErrorReason.TOKEN_INVALID, "No."));

        assertThat(refusal("api", unknown)).isEqualTo("No.");
    }

    private static String refusal(String name, GatewayException failure) {
        Chosen chosen = new Chosen(Optional.empty(), "/argo/" + name);
        return MissingEnvironment.of(chosen, () -> {
                    throw failure;
                })
                .problem()
                .detail();
    }
}
