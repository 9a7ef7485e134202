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
 * Says everything that is wrong with files of Argo's kinds, wherever they will be used. Templates that they refer to are
 * looked for among them; no cluster is asked. Thread-safe.
 */
@Singleton
public final class LintFiles {
    /** So many findings are given of one file, and so many of one call; then they are counted. */
    private static final int MOST_OF_A_FILE = 1_000;

    private static final int MOST_OF_A_CALL = 10_000;

    /** Linting takes nothing but computing time and memory, so more at once would only take more memory. */
    private final Semaphore places =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /**
     * Lints files by the rules as the environment weighs them.
     *
     * @return what was found, for each file in the order of the batch
     * @throws GatewayException with TOKEN_KIND_UNSUPPORTED for a caller whom only the Argo Server can tell,
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
