package io.tiphys.validation.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.yaml.snakeyaml.DumperOptions;

/** Makes random documents: JSON in every layout and escape, and content for YAML. */
final class RandomDocuments {
    private static final String[] TEXTS = {
        "",
        "a",
        "yes",
        "no",
        "null",
        "~",
        "1",
        "0x1f",
        "1.5",
        "010",
        "1:30",
        "2001-12-14",
        "<<",
        "{{a}}",
        "a: b",
        "# a",
        "- a",
        "\u00e9",
        "\ud83d\ude00",
        "a\nb",
        "a\\b",
        "a\"b",
        "'",
        "\t",
        " a ",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "a/~b",
        "true"
    };
    private static final String[] NUMBERS = {"0", "-1", "1.50", "1e3", "-2.5E-7", "12345678901234567890", "0.1"};
    private static final String[] SPACES = {"", "", "", " ", "\n  ", "\t", "\r\n"};

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    String json() {
        StringBuilder text = new StringBuilder(space());
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            members.add(member("k" + i, value(3)));
        }
        if (random.nextInt(5) > 0) {
            members.add(random.nextInt(members.size() + 1), member("metadata", metadata()));
        }
        return text.append(object(members)).append(space()).toString();
    }

    private String metadata() {
        if (random.nextInt(5) == 0) {
            return "null";
        }
        List<String> members = new ArrayList<>();
        for (String name : new String[] {"labels", "name", "annotations"}) {
            if (random.nextBoolean()) {
                members.add(member(name, name.equals("name") ? quoted(pick(TEXTS)) : labels()));
            }
        }
        return object(members);
    }

    private String labels() {
        List<String> members = new ArrayList<>();
        for (String name : new String[] {"a", "b", "c"}) {
            if (random.nextBoolean()) {
                members.add(member(name, quoted(pick(TEXTS))));
            }
        }
        return random.nextInt(5) == 0 ? "null" : object(members);
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> quoted(pick(TEXTS));
            case 1 -> pick(NUMBERS);
            case 2 -> random.nextBoolean() ? "true" : "false";
            case 3 -> "null";
            case 4 -> object(List.of(member("x" + random.nextInt(9), value(depth - 1)), member("y", value(depth - 1))));
            default -> "[" + space() + value(depth - 1) + space() + "," + space() + value(depth - 1) + space() + "]";
        };
    }

    private String object(List<String> members) {
        return "{" + space() + String.join(space() + "," + space(), members) + space() + "}";
    }

    private String member(String key, String value) {
        return quoted(key) + space() + ":" + space() + value;
    }

    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().mapToObj(Character::toString).forEach(one -> {
            boolean escaped = one.charAt(0) < ' ' || one.equals("\"") || one.equals("\\") || random.nextInt(20) == 0;
            quoted.append(escaped ? escapes(one) : one);
        });
        return quoted.append('"').toString();
    }

    private static String escapes(String character) {
        return character.chars().mapToObj(unit -> "\\u%04x".formatted(unit)).reduce("", String::concat);
    }

    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            content.put(pick(TEXTS) + "k" + i, any(3));
        }
        return content;
    }

    private Object any(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0, 1 -> pick(TEXTS);
            case 2 -> random.nextLong();
            case 3 -> (2 * random.nextInt(1_000) + 1) / 16.0;
            case 4 -> random.nextBoolean();
            case 5 -> List.of(any(depth - 1), any(depth - 1));
            default -> Map.of(pick(TEXTS) + "x", any(depth - 1));
        };
    }

    DumperOptions style() {
        DumperOptions options = new DumperOptions();
        DumperOptions.FlowStyle[] flows = DumperOptions.FlowStyle.values();
        options.setDefaultFlowStyle(flows[random.nextInt(flows.length)]);
        DumperOptions.ScalarStyle[] scalars = {
            DumperOptions.ScalarStyle.PLAIN,
            DumperOptions.ScalarStyle.SINGLE_QUOTED,
            DumperOptions.ScalarStyle.DOUBLE_QUOTED
        };
        options.setDefaultScalarStyle(scalars[random.nextInt(2)]);
        return options;
    }

    /** The text with a few characters taken out, doubled or replaced. */
    String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        String noise = "{}[]:,\"'&*!|>-?#%@`\n\t \\0eE~<\u00e9";
        for (int i = random.nextInt(4); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, noise.charAt(random.nextInt(noise.length())));
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString();
    }

    private String space() {
        return pick(SPACES);
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
