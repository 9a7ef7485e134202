package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.client.request.PassingRequest.Body;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.argoproto.WorkflowMetadata;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import jakarta.inject.Singleton;
import java.util.Objects;

/**
 * Reads a workflow in the protocol of a call, so that the Argo Server's response can serve as the call's own. Thread-safe.
 */
@Singleton
public final class WorkflowReading {
    private static final String GET = "/workflow.WorkflowService/GetWorkflow";
    private static final int LARGEST = 100 << 20;

    private final PassingCalls passing;
    private final CompleteResponses answers;

    WorkflowReading(PassingCalls passing, CompleteResponses answers) {
        this.passing = passing;
        this.answers = answers;
    }

    /**
     * The Argo Server's response to GetWorkflow, successful or not.
     *
     * @throws GatewayException with ARGO_UNAVAILABLE when the Argo Server does not answer, a reason of {@link CompleteResponses},
     *     or a reason of the credential
     */
    public CompleteResponse get(ArgoApiCall call, CallContext context, Namespace namespace, String name) {
        RequestHeaders headers = call.grpc() ? overGrpc() : overHttp(namespace, name);
        Body body = call.grpc() ? message(namespace, name) : new Body(HttpRequest::of, true);
        HttpResponse answer = passing.read(call, context, namespace, headers, body);
        try {
            return answers.read(call, answer, Effect.READ, context.deadline());
        } catch (IllegalStateException e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_UNAVAILABLE, "The Argo Server did not answer. Nothing was changed."),
                    e);
        }
    }

    private static RequestHeaders overHttp(Namespace namespace, String name) {
        return RequestHeaders.of(
                HttpMethod.GET,
                "/api/v1/" + ArgoObject.workflow(namespace, name).path());
    }

    private static RequestHeaders overGrpc() {
        return RequestHeaders.builder(HttpMethod.POST, GET)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
                .set(HttpHeaderNames.TE, "trailers")
                .build();
    }

    private static Body message(Namespace namespace, String name) {
        byte[] frame = GrpcFrames.frame(ArgoMessages.getWorkflow(namespace.value(), name));
        return new Body(headers -> HttpRequest.of(headers, HttpData.wrap(frame)), true);
    }

    /**
     * The labels and annotations of the workflow in a response.
     *
     * @throws GatewayException with ARGO_BROKEN when the response is not a workflow
     */
    public ObjectMetadata metadata(ArgoApiCall call, CompleteResponse answer) {
        return call.grpc()
                ? WorkflowMetadata.marksOf(GrpcFrames.message(
                        answer.body(), Objects.toString(answer.head().get("grpc-encoding"), ""), LARGEST))
                : ObjectMetadata.of(answer.body());
    }
}
