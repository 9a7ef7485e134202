package io.tiphys.validation.document.yaml;

import java.util.List;

/** The lines around a position of a text. Lines are counted from 1; 0 is none. */
final class TextLines {
    private static final int MOST_ABOVE = 200;
    private static final int LONGEST_VALUE = 60;

    /** The line of the position, and up to {@value #MOST_ABOVE} above it. */
    private final List<String> lines;

    /** The number of the first of them. */
    private final int first;

    private final int column;

    TextLines(String text, int index) {
        int end = text.indexOf('\n', index);
        String until = text.substring(0, end < 0 ? text.length() : end);
        int start = until.length();
        for (int i = 0; i <= MOST_ABOVE && start >= 0; i++) {
            start = until.lastIndexOf('\n', start - 1);
        }
        this.lines = until.substring(Math.max(0, start + 1)).lines().toList();
        this.first = 1
                + (int) until.substring(0, Math.max(0, start + 1))
                        .chars()
                        .filter(one -> one == '\n')
                        .count();
        this.column = index - (text.lastIndexOf('\n', index - 1) + 1);
    }

    int current() {
        return first + lines.size() - 1;
    }

    /** The nearest line above that is neither blank nor a comment. */
    int previous() {
        for (int line = current() - 1; line >= first; line--) {
            String text = stripped(line);
            if (!text.isEmpty() && !text.startsWith("#")) {
                return line;
            }
        }
        return 0;
    }

    private String text(int line) {
        return line < first || line > current() ? "" : lines.get(line - first);
    }

    String stripped(int line) {
        return text(line).strip();
    }

    int indent(int line) {
        String text = text(line);
        return text.length() - text.stripLeading().length();
    }

    /** The column of the first key of a line, behind the dashes of lists. */
    int keyIndent(int line) {
        String text = text(line);
        int at = indent(line);
        while (text.startsWith("- ", at)) {
            at++;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        return at;
    }

    /** Whether the position is the first of its line that is no blank. */
    boolean atStart() {
        return column <= indent(current());
    }

    /** Whether the line above this one, if any, ends with a colon, or has the same indentation. */
    boolean opens(int line) {
        for (int above = line - 1; above >= first; above--) {
            if (!stripped(above).isEmpty()) {
                return stripped(above).endsWith(":") || keyIndent(above) == indent(line);
            }
        }
        return true;
    }

    /** The nearest line above that begins with a dash and is indented nearly alike. */
    int dashAbove() {
        for (int line = current() - 1; line >= first; line--) {
            if (stripped(line).startsWith("- ") && Math.abs(indent(line) - indent(current())) <= 1) {
                return line;
            }
        }
        return 0;
    }

    /** The nearest line above that is indented less; 0 if one before it is indented as the current line. */
    int shallower() {
        for (int line = current() - 1; line >= first; line--) {
            if (stripped(line).isEmpty()) {
                continue;
            }
            if (keyIndent(line) == indent(current()) || indent(line) == indent(current())) {
                return 0;
            }
            if (indent(line) < indent(current())) {
                return line;
            }
        }
        return 0;
    }

    /** The value in the current line: what follows its dashes and its key, without a comment; empty if it is long. */
    String value() {
        String text = text(current()).substring(keyIndent(current())).strip();
        int colon = text.indexOf(": ");
        String value = colon > 0 && text.substring(0, colon).matches("[\\w.-]+") ? text.substring(colon + 2) : text;
        int comment = value.indexOf(" #");
        value = (comment < 0 ? value : value.substring(0, comment)).strip();
        return value.length() > LONGEST_VALUE || value.matches("[\\[{].*") ? "" : value;
    }
}
