package io.tiphys.gateway.admission.unfinished;

/** The slot of a creation among the unfinished workflows. To be ended by one of its methods; thread-safe. */
public interface Slot {
    /** A slot that counts nowhere. */
    Slot NONE = new Slot() {
        @Override
        public void created() {}

        @Override
        public void notCreated() {}
    };

    /** The workflow was created, or may have been: it counts until the watch shows it, for a bounded time. */
    void created();

    /** The workflow was certainly not created. May follow {@link #created} when the response says so later. */
    void notCreated();
}
