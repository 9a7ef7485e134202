package io.tiphys.gateway.error;

/** The status codes of gRPC, in the order of their numbers ({@code google/rpc/code.proto}). */
@SuppressWarnings("unused") // the numbers need all constants
public enum StatusCode {
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED;

    /** The number on the wire. */
    @SuppressWarnings("EnumOrdinal") // the order is that of the table
    public int number() {
        return ordinal();
    }
}
