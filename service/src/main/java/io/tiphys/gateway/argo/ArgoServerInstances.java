package io.tiphys.gateway.argo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.preflight.state.ArgoInstance;
import io.tiphys.gateway.preflight.state.ArgoInstances;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Determines the scope of an Argo Server. The managed namespace comes from the server's information. The instance id comes
 * from linting a workflow that does nothing, on which the server writes its instance id ({@code util/instanceid/service.go}
 * of Argo Workflows 4.0.5). Neither request needs a permission: as in {@link ArgoReachableProbe} the token is a dummy.
 */
@Singleton
final class ArgoServerInstances implements ArgoInstances {
    private static final BearerToken NOBODY = BearerToken.of("tiphys-preflight");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSTANCE_ID = "workflows.argoproj.io/controller-instanceid";
    private static final byte[] SUSPENDED = """
            {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "tiphys-preflight-"},
             "spec": {"entrypoint": "nothing", "templates": [{"name": "nothing", "suspend": {}}]}}
            """.getBytes(StandardCharsets.UTF_8);

    private final ArgoClients clients;

    ArgoServerInstances(ArgoClients clients) {
        this.clients = clients;
    }

    @Override
    public Optional<ArgoInstance> of(SubmissionEnvironment environment, Namespace namespace, Deadline deadline) {
        ArgoRequest info = ArgoRequest.get(ArgoPath.of("info"));
        ArgoRequest lint =
                ArgoRequest.postWorkflow(ArgoPath.of("workflows", namespace.value(), "lint"), SUSPENDED, Effect.LINT);
        try {
            List<JsonNode> answers = Parallel.all(
                    List.of(() -> ask(environment, info, deadline), () -> ask(environment, lint, deadline)), deadline);
            return Optional.of(new ArgoInstance(
                    text(answers.getFirst().path("managedNamespace")),
                    text(answers.getLast().path("metadata").path("labels").path(INSTANCE_ID))));
        } catch (CredentialRefusedException | GatewayException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private JsonNode ask(SubmissionEnvironment environment, ArgoRequest request, Deadline deadline) {
        return clients.of(environment).probe(NOBODY, request, deadline, ArgoServerInstances::read);
    }

    private static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw ExchangeFailures.incomprehensible(e);
        }
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
    }
}
