package io.tiphys.validation.fields;

/** The type of a field in the {@link FieldTable}. */
public sealed interface FieldType {
    /** A value other than an object of named fields. */
    enum Simple implements FieldType {
        /** A string. */
        STRING("text"),
        /** A string; Argo converts a number or boolean to text ({@code v1alpha1.AnyString}). */
        ANY_STRING("text, a number, true or false"),
        /** A whole number of 32 bits. */
        INT32("a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE),
        /** A whole number of 64 bits. */
        INT64("a whole number between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE),
        /** A whole number of 64 bits that is not negative. */
        UINT64("a whole number between 0 and 18446744073709551615"),
        /** A number. */
        NUMBER("a number"),
        /** True or false. */
        BOOLEAN("true or false"),
        /** A whole number of 32 bits or a string ({@code intstr.IntOrString}). */
        INT_OR_STRING("text, or a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE),
        /** A quantity: a string or a number ({@code resource.Quantity}). */
        QUANTITY("a quantity, for example 500m or 1Gi"),
        /** A time in the format of RFC 3339 ({@code metav1.Time}). */
        TIME("a time, for example 2026-01-31T12:00:00Z"),
        /** A string that Argo's controller reads as a duration; one with a {@code {{variable}}} is checked only then. */
        DURATION("a duration with a unit, for example 90s or 1h30m"),
        /** The same, or a whole number of seconds. */
        SECONDS("a duration, for example 90s or 1h30m, or the text of a whole number of seconds"),
        /** Any value. */
        ANY("anything");

        private final String description;

        Simple(String description) {
            this.description = description;
        }

        @Override
        public String description() {
            return description;
        }
    }

    /** A list. */
    record ListOf(FieldType element) implements FieldType {
        @Override
        public String description() {
            return "a list";
        }
    }

    /** An object with arbitrary keys. */
    record MapOf(FieldType value) implements FieldType {
        @Override
        public String description() {
            return "an object";
        }
    }

    /** An object with the fields of a type of the table. */
    record Named(String name) implements FieldType {
        @Override
        public String description() {
            return "an object";
        }
    }

    /** The description of such a value in messages. */
    String description();

    /** Reads the notation of the table: {@code []} means a list, {@code {}} a map, of the type that follows. */
    static FieldType of(String notation) {
        if (notation.startsWith("[]")) {
            return new ListOf(of(notation.substring(2)));
        }
        if (notation.startsWith("{}")) {
            return new MapOf(of(notation.substring(2)));
        }
        return switch (notation) {
            case "string" -> Simple.STRING;
            case "any-string" -> Simple.ANY_STRING;
            case "int32" -> Simple.INT32;
            case "int64" -> Simple.INT64;
            case "uint64" -> Simple.UINT64;
            case "number" -> Simple.NUMBER;
            case "boolean" -> Simple.BOOLEAN;
            case "int-or-string" -> Simple.INT_OR_STRING;
            case "quantity" -> Simple.QUANTITY;
            case "time" -> Simple.TIME;
            case "duration" -> Simple.DURATION;
            case "seconds" -> Simple.SECONDS;
            case "any" -> Simple.ANY;
            default -> new Named(notation);
        };
    }
}
