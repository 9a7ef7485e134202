package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.testbed.Checkout;
import io.tiphys.gateway.testbed.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Hera, Argo's Python client: the same script, with nothing but the host changed, gets the same through the gateway. */
final class HeraIT {
    private static final Path SCRIPTS = Checkout.path("service/src/test/python");

    @Test
    void seesNoDifferenceButTheHost() {
        ArgoApisUnderTest faces = ArgoApisUnderTest.get();
        String python = python();
        List<CompletableFuture<String>> sessions = new ArrayList<>();
        List<DelegatingArgoApi> lenders = DelegatingArgoApi.both();
        for (ArgoApiUnderTest face : faces.both()) {
            TestNamespace namespace = faces.namespace(ArgoApisUnderTest.PYTHON + sessions.size());
            sessions.add(begun(python, face, namespace));
        }
        lenders.forEach(
                lender -> sessions.add(begun(python, lender.face(), lender.namespace(DelegatingArgoApi.PYTHON))));
        for (CompletableFuture<String> session : sessions) {
            assertThat(session.join()).isEqualTo(sessions.getFirst().join());
        }
        assertThat(sessions.getLast().join())
                .contains("\"step\": \"create and wait\", \"phase\": \"Succeeded\"")
                .contains("\"step\": \"list\", \"names\": [\"awaited\", \"finishing\", \"waiting\"]")
                .contains("\"step\": \"lint\", \"name\": \"linted\"")
                .contains("\"step\": \"unknown caller\", \"refused\": \"Unauthorized\"");
    }

    private static CompletableFuture<String> begun(String python, ArgoApiUnderTest face, TestNamespace namespace) {
        String token = ArgoApisUnderTest.get().scientist().token();
        return CompletableFuture.supplyAsync(
                () -> session(python, face, namespace.name(), token),
                task -> Thread.ofVirtual().start(task));
    }

    private static String python() {
        ProgramRun run = ProgramRun.of(
                new ProcessBuilder(
                        Checkout.path("tools/python-environment").toString(),
                        SCRIPTS.resolve("requirements.txt").toString()),
                "",
                Duration.ofMinutes(5));
        assertThat(run.status()).as(run.errors()).isZero();
        return run.output().strip();
    }

    private static String session(String python, ArgoApiUnderTest face, String namespace, String token) {
        ProgramRun run = ProgramRun.of(
                new ProcessBuilder(
                        python,
                        SCRIPTS.resolve("hera_session.py").toString(),
                        face.uri().toString(),
                        namespace),
                token,
                Duration.ofMinutes(1));
        assertThat(run.status())
                .as("%s: %s%s", face, run.output(), run.errors())
                .isZero();
        // Strangers and wrong documents are refused too, in the gateway's own words; the Argo Server fails at the
        // latter.
        return Normalised.text(run.output().replace(namespace, "<namespace>"))
                .replaceAll("(status code 401 with message:) `[^`]*`", "$1 <words>")
                // Where an account is lent, the Argo Server knows that one.
                .replaceAll("(user\", \"account\": )\"\\S+\"", "$1\"<account>\"")
                .replaceAll("(wrong\", \"refused\": )\"\\w+\", \"message\": .*", "$1<so>");
    }
}
