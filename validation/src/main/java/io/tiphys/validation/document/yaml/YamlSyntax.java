package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.document.text.TextPositions;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.yaml.text.YamlFault;
import java.util.Set;

/** Describes where and why a text is invalid YAML, in terms of the document. */
final class YamlSyntax {
    private static final Set<YamlFault.Kind> HAVE_CAUSES = Set.of(YamlFault.Kind.SYNTAX, YamlFault.Kind.COLON);

    private YamlSyntax() {}

    /**
     * The finding for a fault in a part of a text.
     *
     * @param start the beginning of the part
     * @param pointer the innermost object or array that was open
     */
    static Finding finding(YamlFault fault, String text, TextPlace start, String pointer) {
        TextPositions place = new TextPositions(text, start);
        place.moveTo(fault.index());
        int line = place.line();
        int column = place.column();
        String message = "This is not YAML: " + fault.getMessage() + ".";
        String cause = YamlCauses.hint(text, fault.index());
        if (cause == null) {
            cause = YamlMistakes.hint(text, fault.index(), fault.kind() == YamlFault.Kind.COLON);
        }
        if (cause != null && HAVE_CAUSES.contains(fault.kind())) {
            return DocumentRule.YAML_SYNTAX.finding(pointer, line, column, message, cause);
        }
        return switch (fault.kind()) {
            case CHARACTER ->
                DocumentRule.CHARACTER_NOT_ALLOWED.finding(
                        pointer, line, column, "YAML does not allow a control character here.");
            case BYTE_ORDER_MARK ->
                DocumentRule.CHARACTER_NOT_ALLOWED.finding(
                        pointer,
                        line,
                        column,
                        "A byte order mark (U+FEFF) is before this document and not at the beginning of the file.",
                        "Remove the mark: save the file as UTF-8 without one before you put files together.");
            case TAB ->
                DocumentRule.TAB.finding(pointer, line, column, "There is a tab where YAML allows only spaces.");
            case ESCAPE ->
                DocumentRule.YAML_SYNTAX.finding(
                        pointer,
                        line,
                        column,
                        message,
                        "Write \\\\ for a backslash, or put the text into single quotes, which have no escapes.");
            case COLON ->
                DocumentRule.YAML_SYNTAX.finding(
                        pointer,
                        line,
                        column,
                        message,
                        "Put quotes around a text that has a colon and a space, or correct the indentation.");
            case SYNTAX -> DocumentRule.YAML_SYNTAX.finding(pointer, line, column, message);
        };
    }
}
