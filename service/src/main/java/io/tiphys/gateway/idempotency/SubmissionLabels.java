package io.tiphys.gateway.idempotency;

import java.util.UUID;

/** Labels and annotations of the gateway on a workflow that it creates. */
public final class SubmissionLabels {
    /** The label with the id of the submission: a new id for each call, even with the same key. */
    public static final String SUBMISSION_ID = "tiphys.io/submission-id";

    /** The annotation that names the caller: with a delegated identity Argo itself knows only that account. */
    public static final String SUBMITTED_BY = "tiphys.io/submitted-by";

    private SubmissionLabels() {}

    /** A new unique id. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }
}
