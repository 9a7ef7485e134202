package io.tiphys.gateway.argoapi.rpc;

/** Where a remote procedure works. */
public enum Scope {
    /** In the namespace that the request names; what only reads, in all of them when it names an empty one. */
    NAMESPACE,
    /** In all namespaces, whichever the request names; the Argo Server asks for no right. */
    EVERYWHERE,
    /** In the namespace that the archived workflow is in, which its request does not name. */
    ARCHIVED,
    /** In the cluster, outside of all namespaces. */
    CLUSTER,
    /** Nowhere: what is asked belongs to the Argo Server itself. */
    SERVER
}
