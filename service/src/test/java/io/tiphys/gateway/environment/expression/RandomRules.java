package io.tiphys.gateway.environment.expression;

import java.util.List;
import java.util.Random;

/** Random rules: most are well-typed, some are not. */
final class RandomRules {
    private static final List<String> TEXTS = List.of(
            "email",
            "sub",
            "name",
            "preferred_username",
            "groups[0]",
            "groups[1]",
            "'admins'",
            "\"ada\"",
            "`a`",
            "''",
            "'ada@example.org'",
            "'Zürich'",
            "lower(sub)",
            "upper(email)",
            "'it\\'s'",
            "'a\\\\b'",
            "\"\\n\"",
            "`a``b`",
            "``",
            "nil");
    private static final List<String> PATTERNS = List.of(
            "'^ada'",
            "'a+@'",
            "`\\w+\\.org$`",
            "'[[:alpha:]]'",
            "'(?i)ADA'",
            "'(?s).'",
            "`\\bLove`",
            "'a{1,3}'",
            "'(?P<n>a)'",
            "'(?<n>a)'",
            "`\\Qa.b\\E`",
            "`\\C`",
            "`\\Z`",
            "`\\z`",
            "'a**'",
            "'a++'",
            "'[a'",
            "'x*?'",
            "'(?:a|b)+'",
            "'[^a-z@.]'",
            "`\\d\\D\\s`",
            "'(?U)a+'",
            "'$'",
            "'a|'",
            "'|'",
            "'(|a)*'",
            "`\\x41`",
            "`\\x{10FFFF}`",
            "`\\07`",
            "'[[:word:]]'",
            "'(?i)[k]'",
            "'(?i)s'",
            "'.{1001}'");

    private final Random random;

    RandomRules(long seed) {
        random = new Random(seed);
    }

    String next() {
        String rule = truth(4, false);
        return random.nextInt(10) == 0 ? damaged(rule) : rule;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String text(boolean inPredicate) {
        return inPredicate && random.nextBoolean() ? "#" : one(TEXTS);
    }

    private String texts(int depth, boolean inPredicate) {
        return switch (random.nextInt(depth > 0 && !inPredicate ? 4 : 3)) {
            case 0 -> "[" + text(inPredicate) + ", " + text(inPredicate) + "]";
            case 3 -> "filter(groups, " + truth(depth - 1, true) + ")";
            default -> random.nextInt(20) == 0 ? "[]" : "groups";
        };
    }

    private String number(int depth, boolean inPredicate) {
        return switch (random.nextInt(depth > 0 && !inPredicate ? 4 : 3)) {
            case 0 -> String.valueOf(random.nextInt(5));
            case 1 -> "len(" + text(inPredicate) + ")";
            case 2 -> "len(" + texts(depth - 1, inPredicate) + ")";
            default -> "count(groups, " + truth(depth - 1, true) + ")";
        };
    }

    private String truth(int depth, boolean inPredicate) {
        if (depth <= 0) {
            return comparison(inPredicate);
        }
        int less = depth - 1;
        return switch (random.nextInt(12)) {
            case 0 -> truth(less, inPredicate) + one(List.of(" && ", " and ", "&&")) + truth(less, inPredicate);
            case 1 -> truth(less, inPredicate) + one(List.of(" || ", " or ")) + truth(less, inPredicate);
            case 2 -> one(List.of("not ", "!", "not")) + "(" + truth(less, inPredicate) + ")";
            case 3 -> "(" + truth(less, inPredicate) + ")";
            case 4 -> truth(less, inPredicate) + " ? " + truth(less, inPredicate) + " : " + truth(less, inPredicate);
            case 5 ->
                number(less, inPredicate)
                        + one(List.of(" < ", " <= ", ">", " >= ", " == ", " != "))
                        + number(less, inPredicate);
            case 6 -> text(inPredicate) + one(List.of(" in ", " not in ", " not  in ")) + texts(less, inPredicate);
            case 7 ->
                inPredicate
                        ? comparison(true)
                        : one(List.of("any", "all", "none", "one")) + "(groups, " + truth(less, true) + ")";
            case 8 -> truth(less, inPredicate) + one(List.of(" == ", " != ")) + truth(less, inPredicate);
            default -> comparison(inPredicate);
        };
    }

    private String comparison(boolean inPredicate) {
        return switch (random.nextInt(5)) {
            case 0 -> text(inPredicate) + one(List.of(" == ", " != ")) + text(inPredicate);
            case 1 -> text(inPredicate) + one(List.of(" matches ", " not matches ")) + one(PATTERNS);
            case 2 -> one(List.of("true", "false", "groups != nil"));
            case 3 -> text(inPredicate) + " in groups";
            default ->
                text(inPredicate)
                        + one(List.of(" contains ", " startsWith ", " endsWith ", " not contains ", " not endsWith "))
                        + text(inPredicate);
        };
    }

    /** One character more, less or other. */
    private String damaged(String rule) {
        int at = random.nextInt(rule.length());
        String put = random.nextBoolean()
                ? ""
                : one(List.of(
                        "'", "(", ")", "!", "=", "&", "#", ".", "\\", "-", "1", "?", "not ", ",", "[0]", "/* a */",
                        "//", "?:", "`", ";", "#a"));
        return rule.substring(0, at) + put + rule.substring(at + random.nextInt(2));
    }
}
