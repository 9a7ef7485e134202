package io.tiphys.gateway.admission.unfinished;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.concurrent.CompletableFuture;

/** Port to watches of the unfinished workflows of a namespace. Implementations are thread-safe. */
public interface UnfinishedWatches {
    /**
     * Opens a watch, and keeps it open over interruptions. Does not block and does not fail: a watch that cannot be opened is
     * tried again.
     */
    Watch open(SubmissionEnvironment environment, Namespace namespace, UnfinishedWorkflows listener);

    /** A watch. */
    interface Watch {
        /** Completes once the listener has received all unfinished workflows. */
        CompletableFuture<?> begun();

        /** Whether what the listener has received is current. */
        boolean current();
    }
}
