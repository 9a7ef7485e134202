package io.tiphys.gateway.lint;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reports all errors in files of Argo's kinds, independent of the target. Referenced templates are resolved among the files;
 * no cluster is contacted. Thread-safe.
 */
@Singleton
public final class LintFiles {
    /** The maximum findings of one file, and of one call; further ones are only counted. */
    private static final int MOST_OF_A_FILE = 1_000;

    private static final int MOST_OF_A_CALL = 10_000;

    /** Linting needs only processor time and memory, so more parallel linting would only need more memory. */
    private final Semaphore places =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /**
     * Lints files by the rules with the environment's severities.
     *
     * @return the findings of each file in the order of the batch
     * @throws GatewayException with TOKEN_KIND_UNSUPPORTED for a caller that only the Argo Server can identify,
     *     DEADLINE_EXCEEDED
     */
    public List<LintedFile> lint(CallContext callContext, LintBatch batch) {
        callContext.requireKnownCaller();
        takePlace(callContext.deadline());
        try {
            return linted(callContext, batch);
        } finally {
            places.release();
        }
    }

    private static List<LintedFile> linted(CallContext callContext, LintBatch batch) {
        List<SourceFile> read = batch.files().stream()
                .map(file -> SourceFile.read(file.name(), file.content(), true))
                .toList();
        callContext.deadline().check();
        FileSet set = new FileSet(read, callContext.environment().rules());
        List<LintedFile> linted = new ArrayList<>();
        int left = MOST_OF_A_CALL;
        for (SourceFile file : read) {
            LintedFile one = new LintedFile(file.name(), set.lint(file, Math.clamp(left, 1, MOST_OF_A_FILE)));
            left -= one.findings().size();
            linted.add(one);
            callContext.deadline().check();
        }
        return List.copyOf(linted);
    }

    private void takePlace(Deadline deadline) {
        try {
            if (!places.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new GatewayException(Problem.of(
                        ErrorReason.DEADLINE_EXCEEDED, "Other lint calls used all capacity until the deadline."));
            }
        } catch (InterruptedException e) {
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        }
    }
}
