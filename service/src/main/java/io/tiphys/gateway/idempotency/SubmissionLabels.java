package io.tiphys.gateway.idempotency;

import java.util.UUID;

/** What the gateway writes on a workflow that it creates. */
public final class SubmissionLabels {
    /** The label with the id of the submission: another one for each call, also for each with the same key. */
    public static final String SUBMISSION_ID = "tiphys.io/submission-id";

    /** The annotation that names the caller: with a delegated identity Argo itself knows that account alone. */
    public static final String SUBMITTED_BY = "tiphys.io/submitted-by";

    private SubmissionLabels() {}

    /** An id that no other submission has. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }
}
