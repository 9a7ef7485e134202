package io.tiphys.gateway.access;

/** Port to the record of a call: receives facts about the call, and reports its end. Thread-safe. */
public interface CallObserver {
    /** The caller is known; it may still be refused. */
    void caller(CallContext known);

    /** The environment of the call is known, and the caller is authenticated there. */
    void environment(CallContext known);

    /** Runs an action at the end of the call, or at once when the call has ended. */
    void whenOver(Runnable action);
}
