package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.error.ErrorReason;

/** What an attempt tells of whether it was carried out. */
public enum Sent {
    /** Carried out. */
    DONE,
    /** Surely not carried out, and to repeat it at once cannot help. */
    REFUSED,
    /** Not carried out: an object of the name exists. */
    NAME_TAKEN,
    /** Not carried out: the object or a quota changed at the same time. To repeat it can help. */
    CONFLICT,
    /** The answer says that it was not carried out, but such answers also come after it was. */
    DOUBTFUL,
    /** The Argo Server answered with a fault of its own: it may have been carried out. To repeat it hardly helps. */
    FAULT,
    /** It may have been carried out. */
    UNKNOWN;

    /** What a failure at a port to the Argo Server says. */
    public static Sent of(ErrorReason reason) {
        return switch (reason) {
            case WORKFLOW_ALREADY_EXISTS -> NAME_TAKEN;
            case WORKFLOW_CONFLICT -> CONFLICT;
            case ARGO_UNAVAILABLE, WORKFLOW_STATE_UNSUITABLE -> DOUBTFUL;
            case ARGO_BROKEN -> FAULT;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            default -> REFUSED;
        };
    }
}
