package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import io.grpc.MethodDescriptor;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.v1.BatchServiceGrpc;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.IdentityServiceGrpc;
import io.tiphys.v1.LintServiceGrpc;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call is refused for its token before anything of its message has come: nothing is collected of a stranger's. */
final class TokenBeforeMessageTest {
    private static RunningGateway gateway;
    private static ClientFactory clients;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inFrontOf(9, Map.of());
        clients = ClientFactory.builder().build();
    }

    @AfterAll
    static void stop() {
        clients.close();
        gateway.close();
    }

    static Stream<String> methods() {
        Stream<String> own = Stream.of(
                        WorkflowServiceGrpc.getServiceDescriptor(),
                        EnvironmentServiceGrpc.getServiceDescriptor(),
                        LintServiceGrpc.getServiceDescriptor(),
                        BatchServiceGrpc.getServiceDescriptor(),
                        IdentityServiceGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName);
        return Stream.concat(
                own, Stream.of("workflow.WorkflowService/CreateWorkflow", "workflow.WorkflowService/WatchWorkflows"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesACallWithoutATokenBeforeItsMessage(String method) {
        assertThat(refusal(method, "").get("grpc-status")).isEqualTo("16");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesACallWithWhatIsNoTokenBeforeItsMessage(String method) {
        assertThat(refusal(method, "Basic eDp5").get("grpc-status")).isEqualTo("16");
    }

    private static ResponseHeaders refusal(String method, String authorization) {
        var headers = RequestHeaders.builder(HttpMethod.POST, "/" + method)
                .add("content-type", "application/grpc")
                .add("te", "trailers");
        if (!authorization.isEmpty()) {
            headers.add("authorization", authorization);
        }
        HttpRequestWriter request = HttpRequest.streaming(headers.build());
        SplitHttpResponse answer = WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                .factory(clients)
                .build()
                .execute(request)
                .split();
        ResponseHeaders refusal =
                answer.headers().orTimeout(5, TimeUnit.SECONDS).join();
        request.abort();
        return refusal;
    }
}
