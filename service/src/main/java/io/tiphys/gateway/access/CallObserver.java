package io.tiphys.gateway.access;

/** Port to the record of a call: hears what becomes known of the call, and says when it is over. Thread-safe. */
public interface CallObserver {
    /** The caller is known; it may still be refused. */
    void caller(CallContext known);

    /** The call is for this environment, and its caller is known there. */
    void environment(CallContext known);

    /** Runs something once the call is over; at once when it is. */
    void whenOver(Runnable action);
}
