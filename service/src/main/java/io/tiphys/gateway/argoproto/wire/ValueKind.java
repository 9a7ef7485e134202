package io.tiphys.gateway.argoproto.wire;

import java.util.Locale;

/** The kind of a field's value, by its notation in the message table. */
public enum ValueKind {
    BOOL(WireReader.VARINT),
    INT32(WireReader.VARINT),
    INT64(WireReader.VARINT),
    UINT64(WireReader.VARINT),
    STRING(WireReader.LENGTH_DELIMITED),
    BYTES(WireReader.LENGTH_DELIMITED),
    /** The text of any JSON value. */
    JSON(WireReader.LENGTH_DELIMITED),
    /** The text of a JSON number. */
    NUMBER(WireReader.LENGTH_DELIMITED),
    /** A Kubernetes quantity, for example {@code 500m}. */
    QUANTITY(WireReader.LENGTH_DELIMITED),
    /** A Kubernetes time: a message of seconds and nanoseconds, in JSON an RFC 3339 text. */
    TIME(WireReader.LENGTH_DELIMITED),
    /** A message of a type, a 32-bit number and a text; in JSON the number or the text. */
    INT_OR_STRING(WireReader.LENGTH_DELIMITED),
    /** As {@link #INT_OR_STRING}, with a 64-bit number. */
    LONG_OR_STRING(WireReader.LENGTH_DELIMITED),
    /** A message of the table. */
    MESSAGE(WireReader.LENGTH_DELIMITED);

    private final int wireType;

    ValueKind(int wireType) {
        this.wireType = wireType;
    }

    /** The wire type of the value. */
    int wireType() {
        return wireType;
    }

    /** Whether several values may share one frame. */
    boolean packable() {
        return wireType == WireReader.VARINT;
    }

    /**
     * The kind of a notation; a message name contains a slash.
     *
     * @throws IllegalArgumentException for an unknown notation
     */
    static ValueKind of(String notation) {
        return notation.indexOf('/') >= 0
                ? MESSAGE
                : valueOf(notation.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
