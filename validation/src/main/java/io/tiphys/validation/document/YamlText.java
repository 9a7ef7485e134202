package io.tiphys.validation.document;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A text for SnakeYAML's scanner, held as a whole. SnakeYAML's own reader copies what it holds whenever it takes in a
 * thousand characters more, so one token of some MiB, such as a comment, would take it half a minute. Not thread-safe.
 */
final class YamlText extends StreamReader {
    private static final String NAME = "the document";
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final int[] text;
    private int index;
    private int documentIndex;
    private int line;
    private int column;

    /** @throws ReaderException at a character that YAML does not allow */
    YamlText(String text) {
        super("");
        this.text = text.codePoints().toArray();
        for (int i = 0; i < this.text.length; i++) {
            if (!isPrintable(this.text[i])) {
                throw new ReaderException(NAME, i, this.text[i], "special characters are not allowed");
            }
        }
    }

    @Override
    public Mark getMark() {
        return new Mark(NAME, index, line, column, text, index);
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        int end = Math.min(index + length, text.length);
        documentIndex += end - index;
        while (index < end) {
            int one = text[index++];
            if (endsLine(one)) {
                line++;
                column = 0;
            } else if (one != BYTE_ORDER_MARK) {
                column++;
            }
        }
    }

    /** YAML 1.1 has five line breaks; CR LF is one. */
    private boolean endsLine(int one) {
        return switch (one) {
            case '\n', 0x85, 0x2028, 0x2029 -> true;
            case '\r' -> peek() != '\n';
            default -> false;
        };
    }

    @Override
    public int peek() {
        return index < text.length ? text[index] : 0;
    }

    @Override
    public int peek(int ahead) {
        return index + ahead < text.length ? text[index + ahead] : 0;
    }

    @Override
    public String prefix(int length) {
        return new String(text, index, Math.min(length, text.length - index));
    }

    /** The scanner asks for nothing with a line break in it. */
    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        int taken = Math.min(length, text.length - index);
        index += taken;
        documentIndex += taken;
        column += taken;
        return prefix;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public int getIndex() {
        return index;
    }

    @Override
    public int getDocumentIndex() {
        return documentIndex;
    }

    @Override
    public void resetDocumentIndex() {
        documentIndex = 0;
    }
}
