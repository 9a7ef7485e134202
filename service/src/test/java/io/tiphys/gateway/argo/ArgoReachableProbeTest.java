package io.tiphys.gateway.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.client.ScriptedServer;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgoReachableProbeTest {
    @Test
    void warnsOfAVersionThatNobodyTried() throws Exception {
        assertThat(probe(200, "{\"version\":\"v3.5.2\"}").message()).contains("v3.5.2", "Warning");
        assertThat(probe(200, "{\"version\":\"v5.0.0\"}").message()).contains("v5.0.0", "Warning");
        assertThat(probe(200, "{\"version\":\"v4.1.2+abc\"}").message())
                .contains("v4.1.2+abc")
                .doesNotContain("Warning");
    }

    @Test
    void passesWhereOnlySignedInUsersSeeTheVersion() throws Exception {
        assertThat(probe(401, "{\"code\":16,\"message\":\"token not valid\"}").passed())
                .isTrue();
    }

    @Test
    void failsWhereSomethingElseAnswers() throws Exception {
        assertThat(probe(200, "<!doctype html>").failure()).contains(ErrorReason.ARGO_BROKEN);
        assertThat(probe(200, "{}").failure()).contains(ErrorReason.ARGO_BROKEN);
        assertThat(probe(404, "default backend").failure()).contains(ErrorReason.ARGO_BROKEN);
        assertThat(probe(503, "").failure()).contains(ErrorReason.ARGO_UNAVAILABLE);
    }

    @Test
    void failsWhereNobodyListens() throws Exception {
        URI deserted;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deserted = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        Finding finding = probe(deserted);

        assertThat(finding.failure()).isEqualTo(Optional.of(ErrorReason.ARGO_UNAVAILABLE));
        assertThat(finding.message()).contains("argo-server.uri").doesNotContain("127.0.0.1");
    }

    @Test
    void showsNoTokenThatIsWorthAnything() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(200, "{\"version\":\"v4.0.5\"}"))) {
            probe(server.uri());

            assertThat(server.requests())
                    .extracting(request -> request.header("authorization"))
                    .containsExactly("Bearer tiphys-preflight");
        }
    }

    private static Finding probe(int status, String body) throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(status, body))) {
            return probe(server.uri());
        }
    }

    private static Finding probe(URI uri) {
        SubmissionEnvironment environment = Environments.at(uri);
        try (ArgoClients servers = Environments.servers(environment)) {
            return new ArgoReachableProbe(servers).probe(environment);
        }
    }
}
