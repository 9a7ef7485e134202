package io.tiphys.gateway.preflight.state;

/**
 * The known state of a cluster.
 *
 * @param <T> the type of a known answer
 */
public sealed interface StateAnswer<T> {
    /** The object exists. */
    record Known<T>(T value) implements StateAnswer<T> {}

    /** The object does not exist. */
    record Absent<T>() implements StateAnswer<T> {}

    /** The caller may not read the object. */
    record Forbidden<T>() implements StateAnswer<T> {}

    /**
     * There was no intelligible response.
     *
     * @param why a sentence that the caller may see
     */
    record Unknown<T>(String why) implements StateAnswer<T> {}
}
