package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.argo.client.request.Effect;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A remote procedure of the Argo Server: how it is called, and what it needs.
 *
 * @param name its full name, for example {@code workflow.WorkflowService/CreateWorkflow}
 * @param httpMethod the method by which HTTP clients call it
 * @param pathTemplate their path below {@code /api/v1}, with variables in braces
 * @param effect what it does to the cluster
 * @param streams whether it answers with a stream
 * @param scope where it works
 * @param document the document that it carries
 * @param rights the rights that the Argo Server uses for a request, where they do not depend on the document
 */
public record ArgoRpc(
        String name,
        String httpMethod,
        String pathTemplate,
        Effect effect,
        boolean streams,
        Scope scope,
        Optional<Document> document,
        Function<ArgoRequestView, List<Right>> rights) {
    public ArgoRpc {
        Objects.requireNonNull(name);
        Objects.requireNonNull(httpMethod);
        Objects.requireNonNull(pathTemplate);
        Objects.requireNonNull(effect);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(document);
        Objects.requireNonNull(rights);
    }

    /** The name without its service, as it stands in the record of a call. */
    public String method() {
        return name.substring(name.indexOf('/') + 1);
    }

    /** The names of the variables of its path. */
    public List<String> variables() {
        return ArgoRoutes.parts(this).stream()
                .filter(ArgoRoutes::isVariable)
                .map(ArgoRoutes::name)
                .toList();
    }

    /** Whether it lets run again what ran before. */
    public boolean runsAgain() {
        return method().startsWith("Retry") || method().startsWith("Resubmit");
    }

    /** Whether its HTTP request has a body that says what is asked; the others say it in their address. */
    public boolean readsBody() {
        return "POST".equals(httpMethod) || "PUT".equals(httpMethod);
    }
}
