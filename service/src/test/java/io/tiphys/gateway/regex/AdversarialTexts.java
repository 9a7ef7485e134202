package io.tiphys.gateway.regex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Long texts made of what an expression is made of, which lead a matcher that goes back and forth as far astray as it can go. */
final class AdversarialTexts {
    private static final int LONG = 100_000;
    private static final int SHORTER = 4_000;

    /** What ends nearly every match that has gone well so far. */
    private static final List<String> ENDS = List.of("", "\u0000", "!");

    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9<>=\"/:@ ]{2,}+");

    private AdversarialTexts() {}

    static List<String> of(String regex) {
        List<String> texts = new ArrayList<>();
        Set<String> pieces = pieces(regex);
        for (String piece : pieces) {
            add(texts, "", piece, LONG);
        }
        List<String> characters =
                pieces.stream().filter(piece -> piece.length() == 1).toList();
        for (String first : pieces) {
            for (String second : characters) {
                add(texts, "", first + second, SHORTER);
                add(texts, first, second, SHORTER);
            }
        }
        return texts;
    }

    private static void add(List<String> texts, String begin, String piece, int length) {
        String body = begin + piece.repeat(length / piece.length());
        ENDS.forEach(end -> texts.add(body + end));
    }

    private static Set<String> pieces(String regex) {
        Set<String> pieces = new LinkedHashSet<>(List.of("a", "0", "-", ".", " "));
        Matcher words = WORDS.matcher(regex);
        while (words.find()) {
            pieces.add(words.group());
        }
        for (char literal : regex.toCharArray()) {
            if (!Character.isLetterOrDigit(literal) && "\\()[]?*+^$|{}".indexOf(literal) < 0 || literal == 'E') {
                pieces.add(String.valueOf(literal));
            }
        }
        for (String escaped : List.of("{", "}", "[", "]")) {
            if (regex.contains("\\" + escaped)) {
                pieces.add(escaped);
            }
        }
        return pieces;
    }
}
