package io.tiphys.gateway.admission;

import io.tiphys.gateway.admission.unfinished.Slot;

/** A slot that remembers whether nothing was created. Thread-safe. */
final class ObservedSlot implements Slot {
    private final Slot slot;
    private volatile boolean refused;

    ObservedSlot(Slot slot) {
        this.slot = slot;
    }

    boolean isRefused() {
        return refused;
    }

    @Override
    public void created() {
        slot.created();
    }

    @Override
    public void notCreated() {
        refused = true;
        slot.notCreated();
    }
}
