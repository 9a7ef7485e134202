package io.tiphys.gateway.environment.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tiphys.gateway.environment.expression.Term.Type;
import io.tiphys.validation.expression.ExprToken;
import java.util.regex.MatchResult;

/** The operator {@code matches}: RE2 in linear time, like Go's package regexp. The pattern is a text in the expression itself. */
final class LinearPattern {
    private static final int LONGEST = 500;

    /** Repetitions multiply the size of the program that RE2 makes of a pattern. */
    private static final long MOST_REPETITIONS = 1_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

    private LinearPattern() {}

    static Term matching(ExprToken operator, Term left, Term right) throws ExpressionException {
        if (right.constant().isEmpty()) {
            throw ExpressionException.at(operator.position(), "'matches' needs its pattern as a text");
        }
        String source = right.constant().getFirst();
        Pattern pattern = compile(operator, source);
        return Term.of(Type.TRUTH, scope -> {
            String text = left.textIn(scope);
            scope.spend((long) text.length() * source.length() / 8);
            return pattern.matcher(text).find();
        });
    }

    private static Pattern compile(ExprToken operator, String source) throws ExpressionException {
        boolean ascii = source.chars().allMatch(one -> one < 128);
        // Classes by Unicode property depend on the version of Unicode.
        boolean property = source.contains("\\p") || source.contains("\\P");
        if (source.length() > LONGEST || !ascii || property || repetitions(source) > MOST_REPETITIONS) {
            throw ExpressionException.at(operator.position(), "the pattern is too long or not supported");
        }
        try {
            return Pattern.compile(source);
        } catch (PatternSyntaxException e) {
            throw ExpressionException.at(operator.position(), "the pattern is not valid");
        }
    }

    private static long repetitions(String source) {
        return REPETITION
                .matcher(source)
                .results()
                .mapToLong(LinearPattern::most)
                .reduce(1, (one, other) -> Math.min(one * other, Integer.MAX_VALUE));
    }

    private static long most(MatchResult repetition) {
        String least = repetition.group(1);
        String most = repetition.group(2);
        return 1 + Long.parseLong(most == null || most.isEmpty() ? least : most);
    }
}
