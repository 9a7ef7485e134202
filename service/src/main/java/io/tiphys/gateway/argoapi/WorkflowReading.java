package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.argoproto.WorkflowMetadata;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Reads a workflow in the protocol of a call, so that the Argo Server's answer can be the call's own. Thread-safe. */
@Singleton
final class WorkflowReading {
    private static final String GET = "/workflow.WorkflowService/GetWorkflow";
    private static final int LARGEST = 100 << 20;
    private static final int UNAUTHENTICATED = 16;

    private final ArgoConnections connections;
    private final CredentialedCalls credentials;

    WorkflowReading(ArgoConnections connections, CredentialedCalls credentials) {
        this.connections = connections;
        this.credentials = credentials;
    }

    /**
     * What the Argo Server answers to GetWorkflow, good or bad.
     *
     * @throws GatewayException with ARGO_UNAVAILABLE when it does not answer, DEADLINE_EXCEEDED, CANCELLED, or a reason of the
     *     credential
     */
    WholeAnswer get(ArgoApiCall call, CallContext context, Namespace namespace, String name) {
        return credentials.call(context.credentialIn(namespace), token -> {
            HttpRequest request = call.grpc()
                    ? overGrpc(namespace, name, token)
                    : overHttp(connections.base(context.environment()), namespace, name, token);
            RequestOptions options = RequestOptions.builder()
                    .responseTimeout(context.deadline().remaining())
                    .maxResponseLength(LARGEST)
                    .build();
            WholeAnswer answer = whole(call, context, request, options);
            if (answer.code() == UNAUTHENTICATED) {
                throw new CredentialRefusedException("the Argo Server answered 401");
            }
            return answer;
        });
    }

    private WholeAnswer whole(ArgoApiCall call, CallContext context, HttpRequest request, RequestOptions options) {
        try {
            WholeAnswer answer = WholeAnswer.of(
                    connections.client(context.environment(), call.grpc()).execute(request, options),
                    context.deadline());
            return new WholeAnswer(
                    HeaderRules.downstream(answer.head(), call.requestId()), answer.body(), answer.trailers());
        } catch (IllegalStateException e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_UNAVAILABLE, "The Argo Server gave no answer; nothing was changed."),
                    e);
        }
    }

    private static HttpRequest overHttp(String base, Namespace namespace, String name, BearerToken token) {
        String path = base + "/api/v1/" + ArgoObject.workflow(namespace, name).path();
        return HttpRequest.of(authorized(RequestHeaders.builder(HttpMethod.GET, path), token));
    }

    private static HttpRequest overGrpc(Namespace namespace, String name, BearerToken token) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, GET)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
                .set(HttpHeaderNames.TE, "trailers");
        byte[] frame = GrpcFrames.frame(ArgoMessages.getWorkflow(namespace.value(), name));
        return HttpRequest.of(authorized(headers, token), HttpData.wrap(frame));
    }

    private static RequestHeaders authorized(RequestHeadersBuilder headers, BearerToken token) {
        return headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token.reveal())
                .build();
    }

    /**
     * The labels and annotations of the workflow in an answer.
     *
     * @throws GatewayException with ARGO_BROKEN when it is none
     */
    ObjectMetadata metadata(ArgoApiCall call, WholeAnswer answer) {
        return call.grpc()
                ? WorkflowMetadata.marksOf(GrpcFrames.message(
                        answer.body(), Objects.toString(answer.head().get("grpc-encoding"), ""), LARGEST))
                : ObjectMetadata.of(answer.body());
    }
}
