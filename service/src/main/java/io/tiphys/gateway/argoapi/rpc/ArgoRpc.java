package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.argo.client.request.Effect;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A remote procedure of the Argo Server, with its routes and requirements.
 *
 * @param name its full name, for example {@code workflow.WorkflowService/CreateWorkflow}
 * @param httpMethod the method of its HTTP route
 * @param pathTemplate the path of its HTTP route below {@code /api/v1}, with variables in braces
 * @param effect its effect on the cluster
 * @param streams whether its response is a stream
 * @param scope where it works
 * @param document the document that its request carries
 * @param rights the permissions that the Argo Server uses for a request, as far as they do not depend on the document
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

    /** The name without its service, as in the record of a call. */
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

    /** Whether it reruns a workflow. */
    public boolean runsAgain() {
        return method().startsWith("Retry") || method().startsWith("Resubmit");
    }

    /** Whether it creates a workflow, or runs one again. */
    public boolean createsWorkflow() {
        return name.equals("workflow.WorkflowService/CreateWorkflow")
                || name.equals("workflow.WorkflowService/SubmitWorkflow")
                || runsAgain();
    }

    /** Whether its HTTP request has a body; otherwise the path and the query contain all fields. */
    public boolean readsBody() {
        return "POST".equals(httpMethod) || "PUT".equals(httpMethod);
    }
}
