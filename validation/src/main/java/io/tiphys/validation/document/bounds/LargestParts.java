package io.tiphys.validation.document.bounds;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Records the largest parts of a document. Not thread-safe. */
final class LargestParts {
    private static final int MOST = 3;

    private record Part(String name, long size) {}

    private final List<Part> parts = new ArrayList<>();
    private Part open = new Part("", 0);

    /** Whether the members of this object are parts: those of the whole and those of its specification. */
    private static boolean consistsOfParts(ManifestObject object) {
        ManifestNode parent = object.parent();
        if (parent == null) {
            return true;
        }
        ManifestKey key = object.key();
        return parent.parent() == null && key != null && key.text().equals("spec");
    }

    /** @param size the size of the document up to the beginning of the value */
    void begin(ManifestObject owner, ManifestKey member, long size) {
        if (consistsOfParts(owner)) {
            open = new Part(name(owner, member), size);
        }
    }

    /** Records the part that began last and is not read to its end. */
    void noteOpen(long size) {
        note(new Part(open.name(), size - open.size()));
    }

    /** @param size the size of the value */
    void note(ManifestObject owner, ManifestKey member, ManifestNode value, long size) {
        boolean divided = value instanceof ManifestObject object && consistsOfParts(object);
        if (consistsOfParts(owner) && !divided) {
            note(new Part(name(owner, member), size));
        }
    }

    private void note(Part part) {
        parts.add(part);
        parts.sort(Comparator.comparingLong(Part::size).reversed());
        if (parts.size() > MOST) {
            parts.remove(MOST);
        }
    }

    private static String name(ManifestObject owner, ManifestKey member) {
        return (owner.parent() == null ? "" : "spec.") + member.text();
    }

    /** For example {@code spec.templates with 900,000 bytes, metadata with 200,000 bytes}. */
    String description() {
        return parts.stream()
                .map(part ->
                        String.format(Locale.ROOT, "%s with %,d bytes", ShownText.quoted(part.name()), part.size()))
                .collect(Collectors.joining(", "));
    }
}
