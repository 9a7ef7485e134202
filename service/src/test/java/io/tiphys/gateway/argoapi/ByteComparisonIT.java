package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiphys.gateway.testbed.Patience;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each GET of Argo's API: status, headers and the body's bytes are the same through the gateway. */
@Timeout(60)
final class ByteComparisonIT {
    private static ArgoApisUnderTest faces;

    @BeforeAll
    static void awaitObjects() {
        faces = ArgoApisUnderTest.get();
        faces.examples().awaitRest();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/version",
                "/api/v1/info",
                "/api/v1/userinfo",
                "/api/v1/workflows/@",
                "/api/v1/workflows/@?",
                "/api/v1/workflows/@?fields=items.metadata.name,items.status.phase",
                "/api/v1/workflows/@?fields=-items.status",
                "/api/v1/workflows/@?listOptions.labelSelector=group%3Done",
                "/api/v1/workflows/@?listOptions.labelSelector=group+in+(one,two)",
                "/api/v1/workflows/@?listOptions.labelSelector=%3D%3D",
                "/api/v1/workflows/@?listOptions.fieldSelector=metadata.name%3Dwaiting&nameFilter=Exact",
                "/api/v1/workflows/@?listOptions.fieldSelector=spec.unheard-of%3D1",
                "/api/v1/workflows/@/waiting",
                "/api/v1/workflows/@/waiting?fields=metadata.name,status.phase",
                "/api/v1/workflows/@/waiting?getOptions.resourceVersion=0",
                "/api/v1/workflows/@/%40latest",
                "/api/v1/workflows/@/@latest",
                "/api/v1/workflows/@/absent",
                "/api/v1/workflow-templates/@",
                "/api/v1/workflow-templates/@?listOptions.limit=1&namePattern=ke",
                "/api/v1/workflow-templates/@/kept",
                "/api/v1/workflow-templates/@/absent",
                "/api/v1/cluster-workflow-templates/absent",
                "/api/v1/cluster-workflow-templates?listOptions.labelSelector=group%3Dabsent",
                "/api/v1/cron-workflows/@",
                "/api/v1/cron-workflows/@?listOptions.labelSelector=group%3Done",
                "/api/v1/cron-workflows/@/nightly",
                "/api/v1/cron-workflows/@/absent",
                "/api/v1/archived-workflows?listOptions.fieldSelector=metadata.namespace%3D@",
                "/api/v1/archived-workflows-label-keys?namespace=@",
                "/api/v1/archived-workflows-label-values?listOptions.labelSelector=group&namespace=@",
                "/api/v1/workflow-event-bindings/@",
                "/api/v1/event-sources/@",
                "/api/v1/event-sources/@/absent",
                "/api/v1/sensors/@",
                "/api/v1/sensors/@/absent",
                "/api/v1/sync/@/absent?cmName=absent",
                "/api/v1/workflows/@/absent/log?logOptions.container=main",
                "/api/v1/no-such-thing",
                "/api/v1/workflows",
                "/api/v1/workflows/@/waiting/no-such-thing",
                "/artifacts/@/absent/node/main",
                "/artifact-files/@/workflows/absent/node/outputs/main",
                "/input-artifacts/@/absent/node/main",
                "/oauth2/redirect",
                "/oauth2/callback",
                "/",
                "/index.html",
                "/workflows/@",
                "/assets/absent.js",
            })
    void answersTheSame(String path) {
        compare(path.replace("@latest", "\u0000").replace("@", namespace()).replace("\u0000", "@latest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/workflows/@/logged",
                "/api/v1/workflows/@/logged/log?logOptions.container=main",
                "/api/v1/workflows/@/logged/log?logOptions.container=main&grep=%5B24%5D$",
                "/api/v1/workflows/@/logged/log?logOptions.container=main&logOptions.tailLines=2",
                "/api/v1/workflows/@/logged/logged/log?logOptions.container=main",
                "/artifacts/@/logged/logged/result",
                "/artifacts/@/logged/logged/main-logs",
                "/artifacts/@/logged/logged/absent",
                "/artifact-files/@/workflows/logged/logged/outputs/result",
            })
    void answersTheSameAboutPods(String path) {
        assumeTrue(faces.cluster().runsPods(), "pods do not run here");
        compare(path.replace("@", namespace()));
    }

    /** No archive is kept here, so both fail; the gateway does so when it asks where the workflow belongs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/archived-workflows/00000000-0000-0000-0000-000000000000?namespace=@",
                "/artifacts-by-uid/00000000-0000-0000-0000-000000000000/node/main",
                "/input-artifacts-by-uid/00000000-0000-0000-0000-000000000000/node/main",
            })
    void failsWhereTheArgoServerFails(String path) {
        String authorization = "Bearer " + faces.scientist().token();
        String filled = path.replace("@", namespace());
        assertThat(PlainAnswer.get(faces.direct(), filled, authorization).status())
                .isEqualTo(500);
        assertThat(PlainAnswer.get(faces.gateway(), filled, authorization).status())
                .isBetween(500, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nobody", "Basic bm9ib2R5", "Bearer v2:nobody", "nobody", ""})
    void refusesStrangersWithTheSameStatus(String authorization) {
        String path = "/api/v1/workflows/" + namespace();
        PlainAnswer direct = PlainAnswer.get(faces.direct(), path, authorization);
        PlainAnswer gateway = PlainAnswer.get(faces.gateway(), path, authorization);
        assertThat(gateway.status()).isEqualTo(direct.status()).isEqualTo(401);
        assertThat(gateway.body()).startsWith("{\"code\":16,\"message\":\"").doesNotContain(namespace());
    }

    @Test
    void refusesAWatchFromNoVersionWhereTheArgoServerFails() {
        String path = "/api/v1/workflow-events/" + namespace() + "?listOptions.resourceVersion=abc";
        String authorization = "Bearer " + faces.scientist().token();
        assertThat(PlainAnswer.get(faces.direct(), path, authorization).status())
                .isEqualTo(500);
        assertThat(PlainAnswer.get(faces.gateway(), path, authorization).status())
                .isEqualTo(400);
    }

    /** What is compared stands still: the Argo Server answers the same before and after the gateway does. */
    private static void compare(String path) {
        String authorization = "Bearer " + faces.scientist().token();
        AtomicReference<PlainAnswer> before = new AtomicReference<>();
        AtomicReference<PlainAnswer> gateway = new AtomicReference<>();
        Patience.until("the Argo Server gives the same answer twice", () -> {
            before.set(PlainAnswer.get(faces.direct(), path, authorization));
            gateway.set(PlainAnswer.get(faces.gateway(), path, authorization));
            return before.get().equals(PlainAnswer.get(faces.direct(), path, authorization));
        });
        assertThat(gateway.get()).isEqualTo(before.get());
    }

    private static String namespace() {
        return faces.namespace(ArgoApisUnderTest.READS).name();
    }
}
