package io.tiphys.validation.document.text;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.finding.Finding;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes unrendered Helm templates among unreadable documents. */
public final class HelmTemplates {
    /** A Helm action; Argo's own variables never have this form. */
    private static final Pattern ACTION =
            Pattern.compile("\\{\\{-|-}}|\\{\\{\\s*+(?:(?:if|range|with|end|else|include|template|define|toYaml)\\b"
                    + "|\\.(?:Values|Release|Chart|Files|Capabilities)\\b)");

    private static final Set<String> ITS_MARKS =
            Set.of(DocumentRule.YAML_SYNTAX.id(), DocumentRule.JSON_SYNTAX.id(), DocumentRule.KEY_NOT_TEXT.id());

    private HelmTemplates() {}

    /** The only finding for a template; empty for other documents. */
    public static Optional<Finding> finding(
            UnreadableDocumentException failure, String text, TextPlace start, int end) {
        if (failure.findings().stream().noneMatch(it -> ITS_MARKS.contains(it.rule()))) {
            return Optional.empty();
        }
        Matcher action = ACTION.matcher(text).region(start.index(), end);
        if (!action.find()) {
            return Optional.empty();
        }
        TextPositions place = new TextPositions(text, start);
        place.moveTo(action.start());
        return Optional.of(DocumentRule.NOT_RENDERED.finding(
                "", place.line(), place.column(), "This is a template of Helm that was not rendered."));
    }
}
