package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.error.Problem;

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

    /** Kubernetes' text for a name that is taken; with a generateName beside the name it goes on as for a generated name. */
    private static final String TAKEN = "already exists";

    /** What a failure at a port to the Argo Server says. */
    public static Sent of(Problem problem) {
        return switch (problem.reason()) {
            case WORKFLOW_ALREADY_EXISTS -> NAME_TAKEN;
            case WORKFLOW_CONFLICT -> conflict(problem.detail());
            case ARGO_UNAVAILABLE, WORKFLOW_STATE_UNSUITABLE -> DOUBTFUL;
            case ARGO_BROKEN -> FAULT;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            default -> REFUSED;
        };
    }

    /** What a 409 says in its text: Argo has one code for a name that is taken and for an update at the same time. */
    public static Sent conflict(String text) {
        return text.contains(TAKEN) ? NAME_TAKEN : CONFLICT;
    }
}
