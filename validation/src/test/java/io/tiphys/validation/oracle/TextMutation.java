package io.tiphys.validation.oracle;

import java.util.List;
import java.util.Random;

/** One change to the text of a YAML document, as people and tools make them: chosen by chance, the same for the same seed. */
public final class TextMutation {
    private static final List<String> CHARACTERS = List.of(
            " ",
            "  ",
            "\t",
            ":",
            ": ",
            ":\t",
            "-",
            "- ",
            "-\t",
            "? ",
            "#",
            " #",
            "\t# c",
            ",",
            "[",
            "]",
            "{",
            "}",
            "&",
            "*",
            "!",
            "|",
            ">",
            "'",
            "\"",
            "%",
            "@",
            "`",
            "\\",
            "\n",
            "\r\n",
            "\r",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u00a0",
            "\ufeff",
            "\u0007",
            "\ud83d\ude00",
            "\u6f22",
            "=",
            "<<",
            "~",
            "---",
            "...",
            "{{x}}",
            "{{=1}}",
            "\\n",
            "\\u00e4",
            "\\x4",
            "\\ud800",
            "0",
            "_");
    private static final List<String> VALUES = List.of(
            "yes",
            "No",
            "on",
            "y",
            "~",
            "null",
            "Null",
            "1.0",
            "010",
            "0o17",
            "0x1F",
            "0b11",
            "1_000",
            "1e3",
            "1e400",
            ".5",
            "5.",
            "+1",
            "-0",
            "-0.0",
            ".inf",
            "-.INF",
            ".nan",
            "12345678901234567890",
            "123456789012345678901234567890",
            "1:30",
            "2001-12-14",
            "2001-12-14T21:59:43Z",
            "0.1000000000000000055",
            "1e-7",
            "=",
            "<<",
            "''",
            "\"\"",
            "[]",
            "{}",
            "[a, b: c]",
            "{a: , b}",
            "[a, b:, c:d]",
            "!!str 5",
            "!!int '5'",
            "!!float 5",
            "!!bool on",
            "!!null ''",
            "!!binary aGk=",
            "!!timestamp 2001-12-14",
            "!thing x",
            "! 5",
            "!<tag:yaml.org,2002:str> 5",
            "!!set {a}",
            "!!merge x",
            "&a 1",
            "&a [*a]",
            "*a",
            "*nowhere",
            "|",
            ">-",
            "|2+",
            "|\n\n  x\n",
            "\"a\\\n  b\"",
            "'it''s'",
            "\"\\/\"",
            "\"\\0\"",
            "a: b",
            "- a",
            "? a");
    private static final List<String> LINES = List.of(
            "---",
            "--- x",
            "...",
            "%YAML 1.1",
            "%YAML 1.2",
            "%TAG !e! tag:e,2000:",
            "# comment",
            "\t# comment",
            "\t",
            "   ",
            "a: &a 1",
            "b: *a",
            "<<: {x: 1}",
            "<<: [*a, {y: 2}]",
            "? k",
            "? [k]",
            "1: x",
            "on: x",
            "~: x",
            "1.5: x",
            "1e30: x",
            ": x",
            "- x");
    private static final List<String> BREAKS = List.of("\r\n", "\r", "\u0085", "\u2028");

    private final Random random;

    /** @param random decides all */
    public TextMutation(Random random) {
        this.random = random;
    }

    /** A text with one change, or two or three. */
    public String of(String text) {
        String changed = text;
        for (int i = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1; i > 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private String once(String text) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> insert(text, place(text), one(CHARACTERS));
            case 3 -> delete(text, place(text), 1 + random.nextInt(2));
            case 4 -> replace(text);
            case 5, 6 -> indent(text);
            case 7, 8 -> value(text);
            case 9 -> quote(text);
            case 10 -> line(text);
            case 11 -> lineEnds(text);
            case 12 -> swapLines(text);
            case 13 -> tabs(text);
            case 14 ->
                insert(
                        text,
                        valuePlace(text),
                        one(List.of("!!str ", "!!int ", "!x ", "&a ", "*a ", "&a !!str ", "! ")));
            default -> cut(text);
        };
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private int place(String text) {
        return random.nextInt(text.length() + 1);
    }

    private static String insert(String text, int at, String part) {
        return text.substring(0, at) + part + text.substring(at);
    }

    private static String delete(String text, int at, int length) {
        return text.substring(0, at) + text.substring(Math.min(text.length(), at + length));
    }

    private String replace(String text) {
        int at = place(text);
        return insert(delete(text, at, 1), at, one(CHARACTERS));
    }

    private int lineStart(String text) {
        return text.lastIndexOf('\n', place(text)) + 1;
    }

    private String indent(String text) {
        int at = lineStart(text);
        return switch (random.nextInt(3)) {
            case 0 -> delete(text, at, 1);
            case 1 -> insert(text, at, "\t");
            default -> insert(text, at, " ".repeat(1 + random.nextInt(3)));
        };
    }

    private int valuePlace(String text) {
        int colon = text.indexOf(": ", place(text));
        return colon < 0 ? place(text) : colon + 2;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private String value(String text) {
        int at = valuePlace(text);
        return text.substring(0, at) + one(VALUES) + text.substring(lineEnd(text, at));
    }

    private String quote(String text) {
        int at = valuePlace(text);
        int end = lineEnd(text, at);
        String quote = random.nextBoolean() ? "'" : "\"";
        return text.substring(0, at) + quote + text.substring(at, end) + quote + text.substring(end);
    }

    private String line(String text) {
        int at = lineStart(text);
        int indent = at;
        while (indent < text.length() && text.charAt(indent) == ' ') {
            indent++;
        }
        String before = random.nextBoolean() ? text.substring(at, indent) : "";
        return insert(text, at, before + one(LINES) + "\n");
    }

    private String lineEnds(String text) {
        String other = one(BREAKS);
        if (random.nextBoolean()) {
            return text.replace("\n", other);
        }
        int at = lineEnd(text, place(text));
        return at == text.length() ? text + other : text.substring(0, at) + other + text.substring(at + 1);
    }

    private String swapLines(String text) {
        int first = lineStart(text);
        int second = Math.min(text.length(), lineEnd(text, first) + 1);
        int third = Math.min(text.length(), lineEnd(text, second) + 1);
        return text.substring(0, first)
                + text.substring(second, third)
                + text.substring(first, second)
                + text.substring(third);
    }

    private String tabs(String text) {
        int at = text.indexOf(' ', place(text));
        return at < 0 ? text + "\t" : text.substring(0, at) + "\t" + text.substring(at + 1);
    }

    private String cut(String text) {
        int at = place(text);
        return random.nextBoolean() ? text.substring(0, at) : text.substring(at);
    }
}
