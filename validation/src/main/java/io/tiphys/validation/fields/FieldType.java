package io.tiphys.validation.fields;

/** The type of a field in the {@link FieldTable}. */
public sealed interface FieldType {
    /** A value that is no object of named fields. */
    enum Simple implements FieldType {
        /** A string. */
        STRING("a text"),
        /** A string; Argo takes the text of a number or boolean ({@code v1alpha1.AnyString}). */
        ANY_STRING("a text, a number, true or false"),
        /** A whole number of 64 bits. */
        INTEGER("a whole number"),
        /** A number. */
        NUMBER("a number"),
        /** True or false. */
        BOOLEAN("true or false"),
        /** A whole number or a string ({@code intstr.IntOrString}). */
        INT_OR_STRING("a whole number or a text"),
        /** A quantity: a string or a number ({@code resource.Quantity}). */
        QUANTITY("a quantity, for example 500m or 1Gi"),
        /** Whatever it is. */
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

    /** An object whose keys are the caller's. */
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

    /** What a message calls such a value. */
    String description();

    /** Reads the notation of the table: {@code []} is a list of, {@code {}} a map to what follows. */
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
            case "integer" -> Simple.INTEGER;
            case "number" -> Simple.NUMBER;
            case "boolean" -> Simple.BOOLEAN;
            case "int-or-string" -> Simple.INT_OR_STRING;
            case "quantity" -> Simple.QUANTITY;
            case "any" -> Simple.ANY;
            default -> new Named(notation);
        };
    }
}
