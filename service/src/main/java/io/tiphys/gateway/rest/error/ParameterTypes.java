package io.tiphys.gateway.rest.error;

/** Describes the valid values of a parameter's type in words. */
final class ParameterTypes {
    private ParameterTypes() {}

    static String phrase(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        return "a text";
    }
}
