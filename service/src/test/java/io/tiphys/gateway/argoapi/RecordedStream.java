package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.Patience;
import java.util.ArrayList;
import java.util.List;

/** What comes on a stream, piece by piece; closing ends the call. Thread-safe. */
final class RecordedStream implements AutoCloseable {
    private final String name;
    private final List<String> pieces = new ArrayList<>();
    private Runnable cancel = () -> {};
    private String end = "";

    RecordedStream(String name) {
        this.name = name;
    }

    synchronized void endsBy(Runnable action) {
        cancel = action;
    }

    synchronized void add(String piece) {
        pieces.add(piece);
    }

    /** The stream ended by itself, and how. */
    synchronized void ended(String how) {
        end = how;
    }

    /** How it ended; empty as long as it lasts. */
    synchronized String end() {
        return end;
    }

    /** All that came so far. */
    synchronized List<String> pieces() {
        return List.copyOf(pieces);
    }

    /** Waits until a piece has come that says this; fails at once when the stream ends before. */
    void await(String text) {
        Patience.until(name + " says " + text, () -> says(text) || !end().isEmpty());
        if (!says(text)) {
            throw new AssertionError(name + " ended before it said " + text + ": " + end());
        }
    }

    boolean says(String text) {
        return pieces().stream().anyMatch(piece -> piece.contains(text));
    }

    /** Waits until the stream has ended by itself, and tells how. */
    String awaitEnd() {
        Patience.until(name + " ends", () -> !end().isEmpty());
        return end();
    }

    @Override
    public void close() {
        Runnable action;
        synchronized (this) {
            action = cancel;
        }
        action.run();
    }
}
