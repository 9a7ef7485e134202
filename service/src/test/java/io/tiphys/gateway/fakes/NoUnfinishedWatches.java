package io.tiphys.gateway.fakes;

import io.tiphys.gateway.admission.unfinished.UnfinishedWatches;
import io.tiphys.gateway.admission.unfinished.UnfinishedWorkflows;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;

/** For environments without a limit of unfinished workflows, where nothing is watched. */
public final class NoUnfinishedWatches implements UnfinishedWatches {
    @Override
    public Watch open(SubmissionEnvironment environment, Namespace namespace, UnfinishedWorkflows listener) {
        throw new AssertionError("nothing is limited here");
    }
}
