package io.tiphys.validation.oracle;

import java.util.List;
import java.util.Random;

/**
 * Short texts of the signs of YAML in any order: nearly none is a sensible document, and each order of tokens comes up. The same
 * for the same random.
 */
public final class ShortTexts {
    private static final int LONGEST = 9;

    private static final List<String> SIGNS = List.of(
            "[",
            "]",
            "{",
            "}",
            "[]",
            "{}",
            "?",
            "? ",
            ":",
            ": ",
            ",",
            "- ",
            "-",
            "x",
            "y z",
            "\"\"",
            "'q'",
            "&a ",
            "*a",
            "!t ",
            "%",
            "|",
            ">-",
            "#",
            " ",
            " ",
            "  ",
            "\t",
            "\n",
            "\n",
            "\n ",
            "\n  ",
            "\u2028",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "<<: ");

    private final Random random;

    /** @param random decides all */
    public ShortTexts(Random random) {
        this.random = random;
    }

    /** The next text, of two to {@value #LONGEST} signs. */
    public String next() {
        StringBuilder text = new StringBuilder();
        for (int i = 2 + random.nextInt(LONGEST - 1); i > 0; i--) {
            text.append(SIGNS.get(random.nextInt(SIGNS.size())));
        }
        return text.toString();
    }
}
