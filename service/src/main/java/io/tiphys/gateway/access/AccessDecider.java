package io.tiphys.gateway.access;

/** The authority that decided about a caller's permissions. */
public enum AccessDecider {
    /** The Kubernetes API server, consulted before anything was forwarded. */
    KUBERNETES,
    /** The Argo Server alone, because only that server understands the caller's token. */
    ARGO
}
