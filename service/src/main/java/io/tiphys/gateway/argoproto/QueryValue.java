package io.tiphys.gateway.argoproto;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parsers of query parameter values (grpc-gateway v1.16, {@code runtime/convert.go} and {@code query.go}). */
public enum QueryValue {
    TEXT("text") {
        @Override
        public Optional<String> canonical(String value) {
            return Optional.of(value);
        }
    },
    BOOLEAN("true or false") {
        @Override
        public Optional<String> canonical(String value) {
            if (TRUE.contains(value)) {
                return Optional.of("true");
            }
            return FALSE.contains(value) ? Optional.of("false") : Optional.empty();
        }
    },
    INT32("a decimal number of 32 bits") {
        @Override
        public Optional<String> canonical(String value) {
            return number(value).filter(number -> number == number.intValue()).map(Object::toString);
        }
    },
    INT64("a decimal number of 64 bits") {
        @Override
        public Optional<String> canonical(String value) {
            return number(value).map(Object::toString);
        }
    },
    /**
     * The enumeration {@code sync.SyncConfigType}, by number alone: grpc-gateway does not find the names of gogo's types.
     */
    SYNC_TYPE("0 (CONFIGMAP) or 1 (DATABASE)") {
        @Override
        public Optional<String> canonical(String value) {
            return Optional.of(value).filter(List.of("0", "1")::contains);
        }
    };

    /** The values that Go's {@code strconv.ParseBool} accepts. */
    private static final List<String> TRUE = List.of("1", "t", "T", "true", "TRUE", "True");

    private static final List<String> FALSE = List.of("0", "f", "F", "false", "FALSE", "False");

    /** Go reads a leading 0 as octal, and accepts underscores and 0x: two parsers could read different numbers. */
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

    private final String expected;

    QueryValue(String expected) {
        this.expected = expected;
    }

    /** The expected format, for messages. */
    public String expected() {
        return expected;
    }

    /** The canonical form of a value; empty for a value that the Argo Server refuses or could read differently. */
    public abstract Optional<String> canonical(String value);

    private static Optional<Long> number(String value) {
        if (!DECIMAL.matcher(value).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
