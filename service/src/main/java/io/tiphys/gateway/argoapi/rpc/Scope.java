package io.tiphys.gateway.argoapi.rpc;

/** Where a remote procedure works. */
public enum Scope {
    /** In the namespace that the request names. A reading procedure works in all namespaces when the named one is empty. */
    NAMESPACE,
    /** In all namespaces, whichever the request names; the Argo Server requires no permission. */
    EVERYWHERE,
    /** In the namespace of the archived workflow, which the request does not name. */
    ARCHIVED,
    /** In the cluster, outside of all namespaces. */
    CLUSTER,
    /** In no namespace: the data belongs to the Argo Server itself. */
    SERVER
}
