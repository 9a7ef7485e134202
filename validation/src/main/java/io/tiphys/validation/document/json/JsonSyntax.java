package io.tiphys.validation.document.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.text.TextPositions;
import io.tiphys.validation.finding.Finding;
import java.util.Map;
import java.util.regex.Pattern;

/** Describes where and why a text is invalid JSON, in terms of the document rather than of its parser. */
final class JsonSyntax {
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?(NaN|INF|Infinity)\\b");
    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern CODE = Pattern.compile("\\('(.{1,4})' \\(code [^)]*\\)\\)");

    /** The ends of Jackson's messages, and what they mean for the author. */
    private static final Map<String, String> MEANINGS = Map.of(
            "was expecting comma to separate Object entries", "a comma is missing before this",
            "was expecting comma to separate Array entries", "a comma is missing before this",
            "was expecting double-quote to start field name", "a key in double quotes is expected here",
            "was expecting a colon to separate field name and value", "a colon is missing before this");

    private JsonSyntax() {}

    /** @param pointer the innermost object or array that was open */
    static Finding finding(JsonProcessingException failure, String text, String pointer) {
        int index = failure.getLocation() == null
                ? text.length()
                : (int) failure.getLocation().getCharOffset();
        if (failure instanceof JsonEOFException || failure.getOriginalMessage().contains("end-of-input")) {
            return at(DocumentRule.TRUNCATED, text, text.length(), pointer, "The document ends in the middle.");
        }
        if (failure instanceof StreamConstraintsException) {
            int number = wordStart(text, index - 1);
            return at(DocumentRule.JSON_SYNTAX, text, number, pointer, "A number here has too many digits.");
        }
        int word = wordStart(text, index);
        if (NOT_FINITE.matcher(text).region(word, text.length()).lookingAt()) {
            return at(DocumentRule.NOT_A_JSON_VALUE, text, word, pointer, "JSON has no infinite or undefined number.");
        }
        return at(DocumentRule.JSON_SYNTAX, text, index, pointer, "This is not JSON: " + sentence(failure) + ".");
    }

    private static Finding at(DocumentRule rule, String text, int index, String pointer, String message) {
        TextPositions place = TextPositions.at(text, index);
        return rule.finding(pointer, place.line(), place.column(), message);
    }

    /** The start of the word at or before the parser's position, because the parser reports the end of an unknown word. */
    private static int wordStart(String text, int index) {
        int start = Math.min(index, text.length());
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isWord(char one) {
        return Character.isLetterOrDigit(one) || one == '-' || one == '+';
    }

    /** Jackson's message, without its notes in brackets and its advice about options. */
    private static String sentence(JsonProcessingException failure) {
        String message = failure.getOriginalMessage().lines().findFirst().orElse("");
        for (String note : new String[] {" (start marker", ": was expecting (JSON", ": enable `", " (for "}) {
            int at = message.indexOf(note);
            message = at < 0 ? message : message.substring(0, at);
        }
        for (Map.Entry<String, String> meaning : MEANINGS.entrySet()) {
            if (message.endsWith(meaning.getKey())) {
                return meaning.getValue();
            }
        }
        message = CODE.matcher(message).replaceAll("'$1'");
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
