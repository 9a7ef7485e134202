package io.tiphys.gateway.grpc.interceptor;

/** In which order a call passes the interceptors: the smallest number is the outermost. */
final class InterceptorOrder {
    /** Everything inside knows the call. */
    static final int REQUEST = 100;

    /** Writes what everything inside throws. */
    static final int PROBLEM = 300;

    /** Interrupts what everything inside waits for. */
    static final int CANCELLATION = 400;

    /** The use case knows the idempotency key. */
    static final int IDEMPOTENCY = 420;

    /** Nothing is read for a caller whom nobody knows. */
    static final int AUTHENTICATION = 450;

    /** Refuses a message before it is parsed. */
    static final int MESSAGE_SIZE = 500;

    private InterceptorOrder() {}
}
