package io.tiphys.gateway.grpc.interceptor;

/** The order of the interceptors: the smallest number is the outermost. */
final class InterceptorOrder {
    /** Inner interceptors know the call. */
    static final int REQUEST = 100;

    /** Writes the failures that inner interceptors throw. */
    static final int PROBLEM = 300;

    /** Interrupts inner waits. */
    static final int CANCELLATION = 400;

    /** The use case knows the idempotency key. */
    static final int IDEMPOTENCY = 420;

    /** Nothing is read from an unauthenticated caller. */
    static final int AUTHENTICATION = 450;

    /** Rejects a message before it is parsed. */
    static final int MESSAGE_SIZE = 500;

    private InterceptorOrder() {}
}
