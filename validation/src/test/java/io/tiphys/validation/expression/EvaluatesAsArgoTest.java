package io.tiphys.validation.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.oracle.ExpressionOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds the reading of conditions and expressions against Argo's libraries, over random rows of their signs and words: nothing
 * that they evaluate is refused. With {@code -Dtiphys.test.mutants=20000} there are more of them, and with
 * {@code -Dtiphys.test.seed} the same ones again.
 */
class EvaluatesAsArgoTest {
    private static final int MUTANTS = Integer.getInteger("tiphys.test.mutants", 4_000);
    private static final long SEED = Long.getLong("tiphys.test.seed", System.nanoTime());

    private static final List<String> SIGNS = List.of(
            "a", "b", "true", "false", "1", "2.5", "'x'", "\"y\"", "a-b", "a.b", "A.B", "in", "not", "and", "or", "==",
            "!=", "<", ">=", "=~", "&&", "||", "!", "-", "+", "*", "%", "?", ":", "??", "(", ")", "[", "]", "{", "}",
            ",", ".", "#", "=", "&", "|", "..", "'", "0x1F", "$", "`r`", "_", "5a");

    /** Parts of numbers, and numbers of which Go has no value. */
    private static final List<String> DIGITS = List.of(
            "0", "1", "7", "_", ".", "..", "e", "E", "+", "-", "0x", "0b", "0O", "f", "9223372036854775807", "e308");

    private static final List<String> OF_RETRY = List.of(
            "retries",
            "lastRetry.exitCode",
            "lastRetry.status",
            "lastRetry",
            ".message",
            "['status']",
            "asInt(",
            "int(",
            "len(",
            "string(",
            "filter(",
            "any(",
            "{# == 'x'}",
            ")",
            "(",
            "'Failed'",
            "\"1\"",
            "1",
            "2",
            "<",
            ">",
            "==",
            "!=",
            "in",
            "not",
            "and",
            "or",
            "&&",
            "||",
            "matches",
            "contains",
            "startsWith",
            "[",
            "]",
            ",",
            "?",
            ":",
            "?.",
            "??",
            "|",
            "let x = 1;",
            "x",
            "+",
            "-",
            "not in",
            "nil",
            "true",
            "count(",
            "if",
            "else",
            "{",
            "}",
            "// c\n",
            "sprig.trim(",
            "#");

    private static final List<String> CONDITIONS = List.of(
            "a == b",
            "'a-b' != \"c\" && ! ( 1 > 2 )",
            "a in ( a , b ) || true",
            "1 + 2 * 3 == 7 ? true : false",
            "- 1 < 2 && 'x' =~ 'y'",
            "( a == b || c == d ) && e != f",
            "a + b == ab",
            "2 ** 3 % 5 >= 3");

    private static final List<String> CONDITIONS_OF_RETRY = List.of(
            "asInt( lastRetry.exitCode ) > 1 and lastRetry.status == 'Failed'",
            "lastRetry.message matches 'a' or not ( retries in [ '1' , \"2\" ] )",
            "any( [ '1' , '2' ] , {# == 'x'} ) ? true : false",
            "let x = 1; int( retries ) + x < 5",
            "lastRetry ['status'] not in [ 'Failed' ] && ! ( len( retries ) == 2 )",
            "lastRetry ?. message contains 'a'",
            "if retries == '1' { true } else { false }",
            "( retries ?? '1' ) == '1'",
            "true || sprig.trim( b ) == 'a'",
            "reduce( [ 1 , 2 ] , # + #acc , 0 ) == 3");

    private final Random random = new Random(SEED);
    private int found;
    private int evaluated;
    private int missed;

    @Test
    void refusesNoConditionThatArgoEvaluates() throws IOException, InterruptedException {
        compare("when", SIGNS, CONDITIONS, WhenExpression::flaw);
    }

    @Test
    void readsExactlyTheExpressionsThatArgoReads() throws IOException, InterruptedException {
        compare("syntax", SIGNS, CONDITIONS, Expression::flaw);
        compare("syntax", OF_RETRY, CONDITIONS_OF_RETRY, Expression::flaw);
        assertThat(missed)
                .as("unreadable expressions that were not found, seed " + SEED)
                .isZero();
    }

    @Test
    void refusesNoConditionOfARetryThatArgoEvaluates() throws IOException, InterruptedException {
        Set<String> names = Set.of("retries", "lastRetry");
        compare("retry", OF_RETRY, CONDITIONS_OF_RETRY, text -> Expression.flawOfCondition(text, names, names));
    }

    @Test
    void readsExactlyTheNumbersThatArgoReads() throws IOException, InterruptedException {
        List<String> numbers = List.of("1 _ 000", "2 . 5 e + 10", "0x 1 F", ". 5", "1 .. 2");
        compare("syntax", () -> row(DIGITS, numbers).replace(" ", ""), Expression::flaw);
        assertThat(missed)
                .as("unreadable numbers that were not found, seed " + SEED)
                .isZero();
    }

    private interface Reading {
        @Nullable
        String flaw(String text);
    }

    private void compare(String command, List<String> signs, List<String> valid, Reading reading)
            throws IOException, InterruptedException {
        compare(command, () -> row(signs, valid), reading);
    }

    private void compare(String command, Supplier<String> rows, Reading reading)
            throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        List<String> unfound = new ArrayList<>();
        try (ExpressionOracle oracle = ExpressionOracle.start()) {
            for (int i = 0; i < MUTANTS; i++) {
                String text = rows.get();
                Optional<String> refused = oracle.refused(command, text);
                String flaw = reading.flaw(text);
                if (refused.isEmpty() && flaw != null) {
                    wrong.add(text + " : " + flaw);
                } else if (refused.isPresent() && flaw == null) {
                    unfound.add(text + " : " + refused.get());
                }
                evaluated += refused.isEmpty() ? 1 : 0;
                found += refused.isPresent() && flaw != null ? 1 : 0;
            }
        }
        missed += unfound.size();
        System.out.printf(
                "%s: %d are valid; %d of %d others are found, seed %d%n",
                command, evaluated, found, found + missed, SEED);
        unfound.stream().limit(3).forEach(it -> System.out.println("  not found: " + it));
        assertThat(wrong).as("refused, and Argo evaluates it, seed " + SEED).isEmpty();
    }

    private String row(List<String> signs, List<String> valid) {
        if (random.nextBoolean()) {
            return joined(random.ints(1 + random.nextInt(8), 0, signs.size())
                    .boxed()
                    .map(signs::get)
                    .toList());
        }
        List<String> parts =
                new ArrayList<>(List.of(valid.get(random.nextInt(valid.size())).split(" ")));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(parts.size());
            switch (random.nextInt(3)) {
                case 0 -> parts.set(at, signs.get(random.nextInt(signs.size())));
                case 1 -> parts.add(at, signs.get(random.nextInt(signs.size())));
                default -> parts.set(at, "");
            }
        }
        return joined(parts);
    }

    private String joined(List<String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part).append(random.nextInt(8) == 0 ? "" : " "));
        return text.toString();
    }
}
