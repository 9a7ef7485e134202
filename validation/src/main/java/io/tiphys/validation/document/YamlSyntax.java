package io.tiphys.validation.document;

import io.tiphys.validation.finding.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says where and why a text is no YAML, in words about the document. */
final class YamlSyntax {
    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern EMPTY_ESCAPE = Pattern.compile("\\\\[xuU](?![0-9a-fA-F])");

    private YamlSyntax() {}

    /** @param pointer the innermost object or array that was open */
    static Finding finding(YAMLException failure, String text, String pointer) {
        if (failure instanceof ReaderException reader) {
            TextPositions place = TextPositions.at(text, text.offsetByCodePoints(0, codePoint(reader, text)));
            return DocumentRule.CHARACTER_NOT_ALLOWED.finding(
                    pointer, place.line(), place.column(), "YAML does not allow a control character here.");
        }
        if (failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            return finding(marked, pointer, mark.getLine() + 1, mark.getColumn() + 1);
        }
        return DocumentRule.YAML_SYNTAX.finding(pointer, 1, 1, "This is not YAML.");
    }

    /** Whether the first document of a text is YAML; keys that are objects or lists are none for Kubernetes. */
    static boolean isYaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ManifestReader.LARGEST_DOCUMENT + 1);
        try {
            Parser parser = new ParserImpl(new YamlText(text), options);
            Set<String> anchors = new HashSet<>();
            Deque<Boolean> keyNext =
                    new ArrayDeque<>(); // for each open object: whether a key comes next; false in lists
            Deque<Boolean> objects = new ArrayDeque<>();
            while (true) {
                Event event = parser.getEvent();
                if (event.is(Event.ID.DocumentEnd) || event.is(Event.ID.StreamEnd)) {
                    return true;
                }
                if (!takes(event, anchors, objects, keyNext)) {
                    return false;
                }
            }
        } catch (YAMLException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean takes(Event event, Set<String> anchors, Deque<Boolean> objects, Deque<Boolean> keyNext) {
        if (event instanceof CollectionEndEvent) {
            objects.pop();
            keyNext.pop();
            return true;
        }
        if (!(event instanceof NodeEvent node)) {
            return true;
        }
        if (event instanceof AliasEvent) {
            if (!anchors.contains(node.getAnchor())) {
                return false;
            }
        } else if (node.getAnchor() != null) {
            anchors.add(node.getAnchor());
        }
        if (!objects.isEmpty() && objects.peek()) {
            boolean key = keyNext.pop();
            keyNext.push(!key);
            if (key && event instanceof CollectionStartEvent) {
                return false;
            }
        }
        if (event instanceof CollectionStartEvent) {
            boolean object = event instanceof MappingStartEvent;
            objects.push(object);
            keyNext.push(object);
        }
        return true;
    }

    /** An escape like {@code "\\x"} without the digits that it needs, the first of the document. */
    static Finding emptyEscape(String text, String pointer) {
        Matcher escape = EMPTY_ESCAPE.matcher(text);
        TextPositions place = TextPositions.at(text, escape.find() ? escape.start() : 0);
        return DocumentRule.YAML_SYNTAX.finding(
                pointer, place.line(), place.column(), "This is not YAML: an escape sequence has no digits.");
    }

    private static int codePoint(ReaderException failure, String text) {
        return Math.max(0, Math.min(failure.getPosition(), text.codePointCount(0, text.length())));
    }

    private static Finding finding(MarkedYAMLException failure, String pointer, int line, int column) {
        String problem = failure.getProblem() == null ? "it cannot be read" : failure.getProblem();
        if (problem.contains("\\t(TAB)")) {
            return DocumentRule.TAB.finding(pointer, line, column, "A tab stands where YAML takes spaces alone.");
        }
        String message = "This is not YAML: " + shortened(problem) + ".";
        if (problem.contains("mapping values are not allowed")) {
            String hint = "Put quotes around a text that has a colon and a space, or correct the indentation.";
            return DocumentRule.YAML_SYNTAX.finding(pointer, line, column, message, hint);
        }
        return DocumentRule.YAML_SYNTAX.finding(pointer, line, column, message);
    }

    private static String shortened(String problem) {
        String first = problem.lines().findFirst().orElse("");
        return first.length() <= LONGEST_MESSAGE ? first : first.substring(0, LONGEST_MESSAGE) + "...";
    }
}
