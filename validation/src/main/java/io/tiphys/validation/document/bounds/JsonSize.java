package io.tiphys.validation.document.bounds;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import java.util.List;

/** The size of values as JSON in UTF-8. */
public final class JsonSize {
    private static final int ESCAPED = "\\u0000".length();

    private JsonSize() {}

    /** The size of a text with its quotes and the escapes of JSON. */
    public static int ofText(String text) {
        int size = 2;
        for (int i = 0; i < text.length(); i++) {
            size += ofCharacter(text.charAt(i));
        }
        return size;
    }

    /** The size of a value without white space. */
    public static long of(ManifestNode node) {
        if (node instanceof ManifestScalar scalar) {
            return scalar.type() == ManifestScalar.Type.STRING
                    ? ofText(scalar.text())
                    : scalar.text().length();
        }
        return ofContainer(node.content());
    }

    private static long ofContainer(List<ManifestNode> content) {
        long size = 2 + Math.max(0, content.size() - 1);
        for (ManifestNode node : content) {
            ManifestKey key = node.key();
            size += of(node) + (key == null ? 0 : ofText(key.text()) + 1);
        }
        return size;
    }

    /** The number of values in a value, including itself. */
    public static int nodesOf(ManifestNode node) {
        return 1 + node.content().stream().mapToInt(JsonSize::nodesOf).sum();
    }

    private static int ofCharacter(char one) {
        if (one == '"' || one == '\\' || one == '\n' || one == '\r' || one == '\t' || one == '\b' || one == '\f') {
            return 2;
        }
        if (one < ' ') {
            return ESCAPED;
        }
        if (one < 0x80) {
            return 1;
        }
        return one < 0x800 || Character.isSurrogate(one) ? 2 : 3; // a pair of surrogates has four bytes
    }
}
