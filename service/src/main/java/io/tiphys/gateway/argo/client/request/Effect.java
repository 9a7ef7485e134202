package io.tiphys.gateway.argo.client.request;

/** What a request does to the cluster: decides what its failure means. */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Changes nothing; the Argo Server reports a workflow that is not valid as an internal error. */
    LINT,
    /** Makes or changes an object, so that an answer that does not come leaves open whether it was done. */
    CHANGE
}
