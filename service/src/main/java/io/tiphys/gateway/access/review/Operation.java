package io.tiphys.gateway.access.review;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a caller can do with workflows, and the rights that the Argo Server uses for it (argo-workflows v4.0.5,
 * {@code server/workflow/workflow_server.go}). Both the caller's and the lent account's rights are reviewed for these.
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

    /** The rights that this needs in a namespace. */
    public List<AccessCheck> rightsIn(String namespace) {
        return rights.stream()
                .map(right -> new AccessCheck(
                        right.verb(), right.group(), right.resource(), right.subresource(), namespace, ""))
                .toList();
    }

    /** The right to read a template that a workflow refers to. */
    public static AccessCheck readTemplate(String namespace, String name) {
        return new AccessCheck("get", ARGO_GROUP, "workflowtemplates", "", namespace, name);
    }

    /** The right to read a cluster-wide template that a workflow refers to. */
    public static AccessCheck readClusterTemplate(String name) {
        return new AccessCheck("get", ARGO_GROUP, "clusterworkflowtemplates", "", "", name);
    }

    /** The right to act as a service account. */
    public static AccessCheck impersonate(String namespace, String serviceAccount) {
        return new AccessCheck("impersonate", "", "serviceaccounts", "", namespace, serviceAccount);
    }

    /** The rights of this operation and these. */
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
