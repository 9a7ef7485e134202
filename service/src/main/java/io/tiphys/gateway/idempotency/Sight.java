package io.tiphys.gateway.idempotency;

/** The result of a look at the object after an attempt. */
public enum Sight {
    /** This call made the effect. */
    OURS,
    /** An earlier call with the same key and the same request made the effect. */
    DONE_BEFORE,
    /** An earlier call with the same key had another request. */
    OTHER_REQUEST,
    /** The object is unrelated to the key. */
    FOREIGN,
    /** No effect: there is no such object, or the object has no trace of the call. */
    ABSENT,
    /** The caller may not read the object. */
    UNREADABLE,
    /** The Argo Server gives no answer. */
    AWAY
}
