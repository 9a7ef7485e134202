package io.tiphys.gateway.access;

/** Who decided about a caller's rights. */
public enum AccessDecider {
    /** The Kubernetes API server, asked before anything was forwarded. */
    KUBERNETES,
    /** The Argo Server alone, because the caller's token is one that only it understands. */
    ARGO
}
