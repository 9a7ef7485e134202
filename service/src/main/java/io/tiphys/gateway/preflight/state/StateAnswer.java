package io.tiphys.gateway.preflight.state;

/**
 * What is known of the state of a cluster.
 *
 * @param <T> what a known answer tells
 */
public sealed interface StateAnswer<T> {
    /** It is there. */
    record Known<T>(T value) implements StateAnswer<T> {}

    /** It is not there. */
    record Absent<T>() implements StateAnswer<T> {}

    /** The one who asks may not know. */
    record Forbidden<T>() implements StateAnswer<T> {}

    /**
     * There was no answer that could be understood.
     *
     * @param why in a sentence that may be shown to the caller
     */
    record Unknown<T>(String why) implements StateAnswer<T> {}
}
