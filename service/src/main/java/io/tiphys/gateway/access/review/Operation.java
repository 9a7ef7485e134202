package io.tiphys.gateway.access.review;

import java.util.List;
import java.util.stream.Stream;

/**
 * The operations on workflows, and the permissions that the Argo Server uses for each (argo-workflows v4.0.5,
 * {@code server/workflow/workflow_server.go}). The reviews cover these permissions for the caller and for the delegated
 * identity.
 */
public enum Operation {
    SUBMIT(workflows("create")),
    GET(workflows("get")),
    LIST(workflows("list")),
    WATCH(workflows("watch")),
    LOGS(workflows("get"), core("list", "pods"), core("watch", "pods"), podLogs()),
    FOLLOW_LOGS(workflows("get"), core("list", "pods"), core("watch", "pods"), podLogs(), workflows("watch")),
    STOP(workflows("get"), workflows("patch")),
    STOP_NODES(workflows("get"), workflows("update")),
    TERMINATE(workflows("get"), workflows("patch")),
    SUSPEND(workflows("get"), workflows("update")),
    RESUME(workflows("get"), workflows("update")),
    RETRY(workflows("get"), workflows("update"), core("delete", "pods")),
    RESUBMIT(workflows("get"), workflows("create")),
    DELETE(workflows("get"), workflows("delete"));

    private static final String ARGO_GROUP = "argoproj.io";

    private final List<AccessCheck> rights;

    Operation(AccessCheck... rights) {
        this.rights = List.of(rights);
    }

    /** The permissions that this operation needs in a namespace. */
    public List<AccessCheck> rightsIn(String namespace) {
        return rights.stream()
                .map(right -> new AccessCheck(
                        right.verb(), right.group(), right.resource(), right.subresource(), namespace, ""))
                .toList();
    }

    /** The permission to read a template that a workflow references. */
    public static AccessCheck readTemplate(String namespace, String name) {
        return new AccessCheck("get", ARGO_GROUP, "workflowtemplates", "", namespace, name);
    }

    /** The permission to read a cluster-wide template that a workflow references. */
    public static AccessCheck readClusterTemplate(String name) {
        return new AccessCheck("get", ARGO_GROUP, "clusterworkflowtemplates", "", "", name);
    }

    /** The permission to act as a service account. */
    public static AccessCheck impersonate(String namespace, String serviceAccount) {
        return new AccessCheck("impersonate", "", "serviceaccounts", "", namespace, serviceAccount);
    }

    /** The permissions of this operation, and further ones. */
    public List<AccessCheck> rightsIn(String namespace, List<AccessCheck> more) {
        return Stream.concat(rightsIn(namespace).stream(), more.stream()).toList();
    }

    private static AccessCheck workflows(String verb) {
        return new AccessCheck(verb, "argoproj.io", "workflows", "", "", "");
    }

    private static AccessCheck core(String verb, String resource) {
        return new AccessCheck(verb, "", resource, "", "", "");
    }

    private static AccessCheck podLogs() {
        return new AccessCheck("get", "", "pods", "log", "", "");
    }
}
