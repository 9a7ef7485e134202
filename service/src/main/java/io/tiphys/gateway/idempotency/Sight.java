package io.tiphys.gateway.idempotency;

/** What a look at the object shows after an attempt. */
public enum Sight {
    /** This call did it. */
    OURS,
    /** An earlier call with the same key did the same. */
    DONE_BEFORE,
    /** An earlier call with the same key did something else. */
    OTHER_REQUEST,
    /** The object has nothing to do with the key. */
    FOREIGN,
    /** Not done: there is no such object, or it bears no trace of the call. */
    ABSENT,
    /** The caller may not look. */
    UNREADABLE,
    /** The Argo Server does not tell. */
    AWAY
}
