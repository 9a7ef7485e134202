package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says where and why a text is no YAML, in words about the document. */
final class YamlSyntax {
    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern EMPTY_ESCAPE = Pattern.compile("\\\\[xuU](?![0-9a-fA-F])");

    private YamlSyntax() {}

    /** @param pointer the innermost object or array that was open */
    static Violation violation(YAMLException failure, String text, String pointer) {
        if (failure instanceof ReaderException reader) {
            TextPositions place = TextPositions.at(text, text.offsetByCodePoints(0, codePoint(reader, text)));
            return DocumentRule.CHARACTER_NOT_ALLOWED.violation(
                    pointer, place.line(), place.column(), "YAML does not allow a control character here.");
        }
        if (failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            return violation(marked, pointer, mark.getLine() + 1, mark.getColumn() + 1);
        }
        return DocumentRule.YAML_SYNTAX.violation(pointer, 1, 1, "This is not YAML.");
    }

    /** An escape like {@code "\\x"} without the digits that it needs, the first of the document. */
    static Violation emptyEscape(String text, String pointer) {
        Matcher escape = EMPTY_ESCAPE.matcher(text);
        TextPositions place = TextPositions.at(text, escape.find() ? escape.start() : 0);
        return DocumentRule.YAML_SYNTAX.violation(
                pointer, place.line(), place.column(), "This is not YAML: an escape sequence has no digits.");
    }

    private static int codePoint(ReaderException failure, String text) {
        return Math.clamp(failure.getPosition(), 0, text.codePointCount(0, text.length()));
    }

    private static Violation violation(MarkedYAMLException failure, String pointer, int line, int column) {
        String problem = failure.getProblem() == null ? "it cannot be read" : failure.getProblem();
        if (problem.contains("\\t(TAB)")) {
            return DocumentRule.TAB.violation(pointer, line, column, "A tab stands where YAML takes spaces alone.");
        }
        String message = "This is not YAML: " + shortened(problem) + ".";
        if (problem.contains("mapping values are not allowed")) {
            String hint = "Put quotes around a text that has a colon and a space, or correct the indentation.";
            return DocumentRule.YAML_SYNTAX.violation(pointer, line, column, message, hint);
        }
        return DocumentRule.YAML_SYNTAX.violation(pointer, line, column, message);
    }

    private static String shortened(String problem) {
        String first = problem.lines().findFirst().orElse("");
        return first.length() <= LONGEST_MESSAGE ? first : first.substring(0, LONGEST_MESSAGE) + "...";
    }
}
