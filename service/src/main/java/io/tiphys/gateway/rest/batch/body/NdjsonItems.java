package io.tiphys.gateway.rest.batch.body;

import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.batch.sweep.SweepProblems;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.BodyReservation;
import io.tiphys.gateway.server.body.UploadedBody;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.DocumentLimits;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The workflows of a body with one in each line, read as they arrive. A line is held in memory, and counted in the budget of
 * bodies, until its item is done. Blank lines are skipped. A body in UTF-16 is refused before its first item. One thread pulls.
 */
final class NdjsonItems implements BatchSource {
    private static final byte[] NOTHING = {};

    private final UploadedBody body;
    private final BodyBudget budget;
    private final Duration patience;
    private final int limit;
    private final int first;
    private byte[] piece = NOTHING;
    private int position;
    private boolean begun;
    private int next;

    /**
     * Reads a body.
     *
     * @param patience the longest wait for the next piece of the body
     * @param limit the highest number of items
     * @param first the index of the first item
     */
    NdjsonItems(UploadedBody body, BodyBudget budget, Duration patience, int limit, int first) {
        this.body = body;
        this.budget = budget;
        this.patience = patience;
        this.limit = limit;
        this.first = first;
        this.next = first;
    }

    @Override
    public Optional<BatchItem> next() {
        BodyReservation held = budget.open();
        try {
            Optional<BatchItem> item = read(held);
            if (item.isEmpty()) {
                held.close();
            }
            return item;
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private Optional<BatchItem> read(BodyReservation held) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill()) {
            int end = lineEnd();
            append(line, end, held);
            requireNoUtf16(line);
            boolean complete = end < piece.length;
            position = Math.min(end + 1, piece.length);
            if (complete && isBlank(line.toByteArray())) {
                line.reset();
            } else if (complete) {
                return Optional.of(item(line.toByteArray(), held));
            }
        }
        byte[] rest = line.toByteArray();
        if (isBlank(rest)) {
            return Optional.empty();
        }
        if (!endsLikeAnObject(rest)) {
            throw cutOff();
        }
        return Optional.of(item(rest, held));
    }

    /** Whether there are bytes left; waits for them. */
    private boolean fill() {
        while (position == piece.length) {
            byte[] arrived = body.next(patience);
            if (arrived == null) {
                return false;
            }
            piece = arrived;
            position = 0;
        }
        return true;
    }

    /** Looks at the first bytes once: a long line would be copied for each of its pieces. */
    private void requireNoUtf16(ByteArrayOutputStream line) {
        if (!begun && line.size() > 1) {
            begun = true;
            BodyEncoding.requireNoUtf16(line.toByteArray());
        }
    }

    private int lineEnd() {
        int end = position;
        while (end < piece.length && piece[end] != '\n') {
            end++;
        }
        return end;
    }

    private void append(ByteArrayOutputStream line, int end, BodyReservation held) {
        int more = end - position;
        if (line.size() + more > DocumentLimits.LARGEST_DOCUMENT) {
            throw new GatewayException(Problem.of(
                            ErrorReason.REQUEST_TOO_LARGE,
                            "The line of item " + next + " is longer than " + DocumentLimits.LARGEST_DOCUMENT
                                    + " bytes.")
                    .with("limit", Integer.toString(DocumentLimits.LARGEST_DOCUMENT)));
        }
        held.add(more);
        line.write(piece, position, more);
    }

    private BatchItem item(byte[] document, BodyReservation held) {
        if (next - first >= limit) {
            throw SweepProblems.tooMany(limit + 1L, limit);
        }
        if (next > BatchItem.LARGEST_INDEX) {
            throw BatchBodies.invalid(
                    "batch-index", "firstIndex", "The largest index is " + BatchItem.LARGEST_INDEX + ".");
        }
        return BatchItem.of(next++, document, Optional.of(DocumentFormat.JSON)).whenDone(held::close);
    }

    /** The last line needs no line feed, but its object must be complete. */
    private static boolean endsLikeAnObject(byte[] line) {
        int last = line.length - 1;
        while (isSpace(line[last])) {
            last--;
        }
        if (line[last] != '}') {
            return false;
        }
        return JsonCompleteness.isComplete(line);
    }

    private GatewayException cutOff() {
        return new GatewayException(Problem.of(
                        ErrorReason.REQUEST_INVALID,
                        "The body ended in the middle of item " + next + ". Send the batch again, or the items from "
                                + next + " on with firstIndex=" + next + ".")
                .withViolations(List.of(Violation.ofParameter(
                        "incomplete-item", "/" + next, "The line of this item is not complete."))));
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (!isSpace(one)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\t' || one == '\r';
    }

    @Override
    public int nextIndex() {
        return next;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public void close() {
        body.close();
    }
}
