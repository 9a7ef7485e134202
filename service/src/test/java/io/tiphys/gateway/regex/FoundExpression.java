package io.tiphys.gateway.regex;

import java.util.Set;

/**
 * A regular expression of the main code.
 *
 * @param place the class and what holds the expression, for messages
 * @param regex the expression; with its flags in it, as in {@code (?i)}
 * @param searches whether it is searched for; else it has to match the whole text
 */
record FoundExpression(String place, String regex, boolean searches) {
    private static final Set<String> WHOLE = Set.of("matches", "asMatchPredicate");

    /** The expression as it is used by these methods of {@code Pattern}, {@code Matcher} and {@code String}. */
    static FoundExpression usedBy(Set<String> methods, String place, String regex) {
        return new FoundExpression(place, regex, methods.isEmpty() || !WHOLE.containsAll(methods));
    }

    @Override
    public String toString() {
        return place + ": " + regex;
    }
}
