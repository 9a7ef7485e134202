package io.tiphys.gateway.argoapi.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TargetsTest {
    @Test
    void knowsArtifactsByNamespaceAndByUid() {
        assertThat(Targets.ofHttp("GET", "/artifacts/science/wf/node/out", true))
                .isInstanceOfSatisfying(
                        Target.Artifact.class,
                        one -> assertThat(one.place().namespace()).isEqualTo("science"));
        assertThat(Targets.ofHttp("GET", "/artifacts-by-uid/u-1/node/out", true))
                .isInstanceOfSatisfying(
                        Target.Artifact.class,
                        one -> assertThat(one.place().archivedUid()).isEqualTo("u-1"));
        assertThat(Targets.ofHttp("GET", "/artifact-files/science/archived-workflows/u-2/node/outputs/out", true))
                .isInstanceOfSatisfying(
                        Target.Artifact.class,
                        one -> assertThat(one.place().archivedUid()).isEqualTo("u-2"));
        assertThat(Targets.ofHttp("GET", "/artifact-files/science/workflows/wf/node/outputs/out", true))
                .isInstanceOfSatisfying(
                        Target.Artifact.class,
                        one -> assertThat(one.place().archivedUid()).isEmpty());
    }

    @Test
    void takesAnEventWithoutATokenForAWebhook() {
        assertThat(Targets.ofHttp("POST", "/api/v1/events/science/push", false))
                .isEqualTo(new Target.Webhook("science", "/api/v1/events/science/push"));
        assertThat(Targets.ofHttp("POST", "/api/v1/events/science/push", true)).isInstanceOf(Target.Procedure.class);
    }

    @Test
    void givesPagesToReadersAlone() {
        assertThat(Targets.ofHttp("GET", "/", false)).isEqualTo(new Target.Page("/", Optional.empty()));
        assertThat(Targets.ofHttp("GET", "/workflows/science?tab=summary", false))
                .isEqualTo(new Target.Page("/workflows/science", Optional.empty()));
        assertThat(Targets.ofHttp("POST", "/?a=b", false)).isEqualTo(new Target.Unknown("/?a=b"));
    }

    @Test
    void takesWhatItDoesNotKnowForUnknown() {
        assertThat(Targets.ofHttp("GET", "/api/v1/nothing", true)).isEqualTo(new Target.Unknown("/api/v1/nothing"));
        assertThat(Targets.ofHttp("GET", "/metrics", true)).isEqualTo(new Target.Unknown("/metrics"));
        assertThat(Targets.ofGrpc("/workflow.WorkflowService/Tomorrow"))
                .isEqualTo(new Target.Unknown("/workflow.WorkflowService/Tomorrow"));
    }
}
