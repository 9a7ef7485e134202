package io.tiphys.gateway.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Remembers which parts of a document are the largest. Not thread-safe. */
final class LargestParts {
    private static final int MOST = 3;

    private record Part(String name, long size) {}

    private final List<Part> parts = new ArrayList<>();

    /** Whether the members of this object are parts: those of the whole and those of its specification. */
    static boolean consistsOfParts(ManifestObject object) {
        ManifestNode parent = object.parent();
        if (parent == null) {
            return true;
        }
        ManifestKey key = object.key();
        return parent.parent() == null && key != null && key.text().equals("spec");
    }

    void note(ManifestObject owner, String member, ManifestNode value, long size) {
        if (value instanceof ManifestObject object && consistsOfParts(object)) {
            return; // its own parts were noted
        }
        parts.add(new Part((owner.parent() == null ? "" : "spec.") + member, size));
        parts.sort(Comparator.comparingLong(Part::size).reversed());
        if (parts.size() > MOST) {
            parts.removeLast();
        }
    }

    /** For example {@code spec.templates with 900,000 bytes, metadata with 200,000 bytes}. */
    String description() {
        return parts.stream()
                .map(part ->
                        String.format(Locale.ROOT, "%s with %,d bytes", ShownText.quoted(part.name()), part.size()))
                .collect(Collectors.joining(", "));
    }
}
