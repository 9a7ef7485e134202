package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.ProblemAnswers;
import io.tiphys.gateway.testbed.RunningGateway;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Argo's clients read when a call fails, and which calls need a token. The Argo Server wants a token for all. */
final class ArgoApiAnswersTest {
    private static final String TOKEN = "Bearer v2:token";
    private static Server argo;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service("/api/v1/version", (context, request) -> {
                    boolean known = TOKEN.equals(request.headers().get("authorization"));
                    return known ? HttpResponse.of("{\"version\":\"v4.0.5\"}") : HttpResponse.of(401);
                })
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(), Map.of("tiphys.environments.lab.argo-api.anonymous-information", true));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    @Test
    void keepsTheTokenOfACallerWhereInformationIsAnonymous() {
        assertThat(get("/api/v1/version", TOKEN).status().code()).isEqualTo(200);
    }

    @Test
    void asksForInformationWithoutATokenWhereTheCallerHasNone() {
        assertThat(get("/api/v1/version", "").status().code()).isEqualTo(401);
    }

    @Test
    void listsAllFindingsInTheMessageOverGrpc() {
        String message = grpcMessage(problem(2));

        assertThat(message)
                .isEqualTo("The document has 2 violations:\n- spec.templates[0].name is required.\n"
                        + "- spec.templates[1].name is required.");
    }

    @Test
    void saysHowManyFindingsTheMessageOverGrpcHasNoRoomFor() {
        assertThat(grpcMessage(problem(100)))
                .contains("- spec.templates[0].name is required.")
                .containsPattern("\n- \\d+ more$");
    }

    @Test
    void namesAParameterAsTheCallerSentItAndSaysWhatIsWrong() {
        String body = get("/api/v1/workflow-events/science?listOptions.fieldSelector=metadata.name%3D", TOKEN)
                .contentUtf8();

        assertThat(body).contains("Parameter 'listOptions.fieldSelector' cannot be used: metadata.name is ''");
    }

    private static Problem problem(int count) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            violations.add(Violation.ofParameter(
                    "name-required", "/spec/templates/" + i, "spec.templates[" + i + "].name is required."));
        }
        return Problem.of(ErrorReason.WORKFLOW_INVALID, "The document has " + count + " violations:")
                .withViolations(violations);
    }

    private static String grpcMessage(Problem problem) {
        HttpHeaders trailers = gateway.beans().getBean(ProblemAnswers.class).trailers(ApiKind.ARGO, problem, "id");
        return URLDecoder.decode(trailers.get("grpc-message", ""), StandardCharsets.UTF_8);
    }

    private static AggregatedHttpResponse get(String path, String authorization) {
        var headers = RequestHeaders.builder(HttpMethod.GET, path);
        if (!authorization.isEmpty()) {
            headers.add("authorization", authorization);
        }
        return WebClient.of(gateway.rest())
                .execute(HttpRequest.of(headers.build()))
                .aggregate()
                .join();
    }
}
