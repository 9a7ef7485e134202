package io.tiphys.gateway.idempotency;

/** The effect of a call. */
public enum Effect {
    /** No lasting effect: any caller can repeat the call. */
    NONE,
    /** The call creates an object; the object's name is the lock. */
    CREATE,
    /** The call changes an object; the object's resource version is the lock. */
    CHANGE
}
