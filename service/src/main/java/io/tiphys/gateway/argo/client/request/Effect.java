package io.tiphys.gateway.argo.client.request;

/** The effect of a request on the cluster; decides the meaning of a failure. */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Changes nothing; the Argo Server reports an invalid workflow as an internal error. */
    LINT,
    /** Creates or changes an object, so that the outcome is unknown when there is no response. */
    CHANGE
}
