package io.tiphys.gateway.error;

/**
 * The family of a failure: what decides the status code at each door. The mapping to codes lives in the two writers,
 * {@code rest.ProblemWriter} and {@code grpc.StatusWriter}, each an exhaustive switch.
 */
public enum ErrorKind {
    /** The request is wrong and stays wrong when repeated. */
    INVALID,
    /** The request is larger than what can ever be accepted; repeating cannot help. */
    TOO_LARGE,
    /** The media type of the body is not supported here. */
    UNSUPPORTED_MEDIA_TYPE,
    /** The address exists, the verb does not. */
    UNSUPPORTED_METHOD,
    /** Who calls could not be established. */
    UNAUTHENTICATED,
    /** The caller is known and may not. */
    FORBIDDEN,
    /** What was named is not there. */
    NOT_FOUND,
    /** It exists already, or somebody changed it meanwhile. */
    CONFLICT,
    /** The state of what was named does not allow it. */
    PRECONDITION,
    /** Too much at once; later it can work. */
    THROTTLED,
    /** A system behind the gateway cannot be reached, a decision could not be had from it, or the gateway itself stops. */
    UNAVAILABLE,
    /** A system behind the gateway answered what it must not answer. */
    UPSTREAM_BROKEN,
    /** The time that the call had is used up. */
    TIMEOUT,
    /** The caller went away. */
    CANCELLED,
    /** A fault of the gateway. */
    INTERNAL
}
