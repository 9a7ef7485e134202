package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.error.Problem;

/** Whether an attempt was carried out. */
public enum Sent {
    /** Carried out. */
    DONE,
    /** Certainly not carried out; an immediate repetition cannot help. */
    REFUSED,
    /** Not sent: a limit of the gateway, which does not apply to a call whose effect was made before. */
    HELD_BACK,
    /** Not carried out: an object with the name exists. */
    NAME_TAKEN,
    /** Not carried out: the object or a quota changed concurrently. A repetition can help. */
    CONFLICT,
    /** The answer reports that the request was not carried out, but such answers also occur when it was. */
    DOUBTFUL,
    /**
     * The Argo Server answered with a fault of its own: the request may have been carried out. A repetition hardly helps.
     */
    FAULT,
    /** It may have been carried out. */
    UNKNOWN;

    /** Kubernetes' text for a taken name; when there is also a generateName, the text continues as for a generated name. */
    private static final String TAKEN = "already exists";

    /** Classifies a failure from a port to the Argo Server. */
    public static Sent of(Problem problem) {
        return switch (problem.reason()) {
            case WORKFLOW_ALREADY_EXISTS -> NAME_TAKEN;
            case WORKFLOW_CONFLICT -> conflict(problem.detail());
            case ARGO_UNAVAILABLE, WORKFLOW_STATE_UNSUITABLE -> DOUBTFUL;
            case ARGO_BROKEN -> FAULT;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            case TOO_MANY_WORKFLOWS -> HELD_BACK;
            default -> REFUSED;
        };
    }

    /** Classifies a 409 by its text: Argo has one code for a taken name and for a concurrent update. */
    public static Sent conflict(String text) {
        return text.contains(TAKEN) ? NAME_TAKEN : CONFLICT;
    }
}
