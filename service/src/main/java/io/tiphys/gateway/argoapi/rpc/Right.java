package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import java.util.List;

/**
 * A permission that a remote procedure needs, before its namespace is known.
 *
 * @param verb for example {@code create}
 * @param group the API group; empty for the core group
 * @param resource the plural
 * @param subresource empty for none
 */
public record Right(String verb, String group, String resource, String subresource) {
    private static final String ARGO = "argoproj.io";

    /** A permission on a resource of Argo. */
    public static Right argo(String verb, String resource) {
        return new Right(verb, ARGO, resource, "");
    }

    /** A permission on a resource of the core group, for example {@code pods/log}. */
    static Right core(String verb, String resource) {
        int slash = resource.indexOf('/');
        return slash < 0
                ? new Right(verb, "", resource, "")
                : new Right(verb, "", resource.substring(0, slash), resource.substring(slash + 1));
    }

    /** The permissions of an operation of the gateway's own API: both APIs share one table. */
    static List<Right> of(Operation operation) {
        return operation.rightsIn("").stream()
                .map(right -> new Right(right.verb(), right.group(), right.resource(), right.subresource()))
                .toList();
    }

    /** The check of this permission in a namespace; an empty namespace means the whole cluster. */
    public AccessCheck in(String namespace) {
        return new AccessCheck(verb, group, resource, subresource, namespace, "");
    }
}
