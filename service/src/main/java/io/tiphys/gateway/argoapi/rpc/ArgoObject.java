package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;

/**
 * An object of the Argo Server that the gateway looks up before a call may pass. Each name in the path is a Kubernetes name.
 * The Argo Server decodes a path before splitting it, so a name with a slash would reach another method.
 *
 * @param path below {@code /api/v1/}, with the query
 */
public record ArgoObject(String path) {
    /** Argo's name for the newest workflow of a namespace; no workflow can have this name. */
    public static final String LATEST = "@latest";

    private static final int LONGEST = 253;

    public static ArgoObject workflow(Namespace namespace, String name) {
        return new ArgoObject("workflows/" + namespace + "/" + checked(name));
    }

    /** A workflow by name; the archived one with this uid if the live workflow of the name has another uid. */
    public static ArgoObject workflow(Namespace namespace, String name, String uid) {
        return new ArgoObject("workflows/" + namespace + "/" + checked(name) + "?uid=" + checked(uid));
    }

    /** Only the name of the newest workflow. */
    public static ArgoObject latestWorkflow(Namespace namespace) {
        return new ArgoObject("workflows/" + namespace + "/" + LATEST + "?fields=metadata.name");
    }

    public static ArgoObject archivedWorkflow(String uid) {
        return new ArgoObject("archived-workflows/" + checked(uid));
    }

    static ArgoObject workflowTemplate(String namespace, String name) {
        return new ArgoObject("workflow-templates/" + checked(namespace) + "/" + checked(name));
    }

    static ArgoObject clusterWorkflowTemplate(String name) {
        return new ArgoObject("cluster-workflow-templates/" + checked(name));
    }

    static ArgoObject cronWorkflow(String namespace, String name) {
        return new ArgoObject("cron-workflows/" + checked(namespace) + "/" + checked(name));
    }

    public static ArgoObject eventBindings(Namespace namespace) {
        return new ArgoObject("workflow-event-bindings/" + namespace);
    }

    private static String checked(String name) {
        boolean known = !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().allMatch(ArgoObject::isOfNames)
                && isAlphanumeric(name.charAt(0))
                && !name.contains("..");
        if (!known) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "A name in the request is no name of a Kubernetes object: at most " + LONGEST
                            + " letters, digits, dashes and dots, with a letter or digit first."));
        }
        return name;
    }

    private static boolean isOfNames(int character) {
        return isAlphanumeric(character) || character == '-' || character == '.';
    }

    private static boolean isAlphanumeric(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9';
    }
}
