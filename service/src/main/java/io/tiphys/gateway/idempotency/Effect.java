package io.tiphys.gateway.idempotency;

/** What a call does once it is carried out. */
public enum Effect {
    /** Nothing that lasts: it can be repeated by whoever likes to. */
    NONE,
    /** It creates an object, whose name is the lock. */
    CREATE,
    /** It changes an object, whose resource version is the lock. */
    CHANGE
}
