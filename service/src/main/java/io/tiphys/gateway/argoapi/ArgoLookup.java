package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Reads an object of the Argo Server that has to be known before a call may pass. Thread-safe. */
@Singleton
final class ArgoLookup {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 100 << 20;

    private final ArgoConnections connections;
    private final CredentialedCalls credentials;

    ArgoLookup(ArgoConnections connections, CredentialedCalls credentials) {
        this.connections = connections;
        this.credentials = credentials;
    }

    /**
     * Reads an object.
     *
     * @param home the namespace of the account that is used for it
     * @throws GatewayException with the reason why the Argo Server does not tell, or a reason of the credential
     */
    JsonNode get(CallContext admission, Namespace home, ArgoObject object) {
        return credentials.call(
                admission.credentialIn(home), token -> get(admission.environment(), token, object.path(), admission));
    }

    private JsonNode get(SubmissionEnvironment environment, BearerToken token, String path, CallContext admission) {
        RequestHeaders headers = RequestHeaders.builder(
                        HttpMethod.GET, connections.base(environment) + "/api/v1/" + path)
                .add(HttpHeaderNames.AUTHORIZATION, "Bearer " + token.reveal())
                .build();
        RequestOptions options = RequestOptions.builder()
                .responseTimeout(admission.deadline().remaining())
                .maxResponseLength(LARGEST)
                .build();
        AggregatedHttpResponse answer = admission
                .deadline()
                .await(connections
                        .client(environment, false)
                        .execute(HttpRequest.of(headers), options)
                        .aggregate()
                        .exceptionally(ArgoLookup::unanswered));
        return switch (answer.status().code()) {
            case 200 -> json(answer);
            case 401 -> throw new CredentialRefusedException("the Argo Server answered 401");
            case 400 -> throw refused(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, answer);
            case 403 -> throw refused(ErrorReason.ACCESS_DENIED, answer);
            case 404 -> throw refused(ErrorReason.WORKFLOW_NOT_FOUND, answer);
            case 429 -> throw refused(ErrorReason.ARGO_THROTTLED, answer);
            case 502, 503, 504 -> throw refused(ErrorReason.ARGO_UNAVAILABLE, answer);
            default -> throw refused(ErrorReason.ARGO_BROKEN, answer);
        };
    }

    /** The Argo Server's own words: on this face its refusals pass as they are. */
    private static GatewayException refused(ErrorReason reason, AggregatedHttpResponse answer) {
        String message = "";
        try {
            message = JSON.readTree(answer.content().array()).path("message").asText("");
        } catch (IOException e) {
            // A proxy between answered, and what it says is not for callers.
        }
        return new GatewayException(Problem.of(reason, message.isEmpty() ? reason.title() + "." : message));
    }

    private static AggregatedHttpResponse unanswered(Throwable cause) {
        throw new GatewayException(
                Problem.of(ErrorReason.ARGO_UNAVAILABLE, "The Argo Server gave no answer; nothing was changed."),
                cause);
    }

    private static JsonNode json(AggregatedHttpResponse answer) {
        try {
            return JSON.readTree(answer.content().array());
        } catch (IOException e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server sent what cannot be understood."), e);
        }
    }
}
