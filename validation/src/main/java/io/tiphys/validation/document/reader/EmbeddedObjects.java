package io.tiphys.validation.document.reader;

import io.tiphys.validation.document.ManifestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Kubernetes objects in a manifest that is a text inside of a document, as in resource templates. */
public final class EmbeddedObjects {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^{}]*+}}");
    private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^---[ \\t]*(?:#.*)?$");

    /** Replaces a variable while the manifest is read; no name or kind of Kubernetes contains this text. */
    private static final String FILLED_IN_LATER = "__tiphys_variable__";

    /** Aliases are rare in manifests. Every manifest of a document may have this many, so the sum stays bounded. */
    private static final int MOST_REPEATED = 100;

    private EmbeddedObjects() {}

    /** Each non-empty YAML or JSON document of a manifest, in order; empty for one that is no readable object. */
    public static List<Optional<ManifestObject>> of(String manifest) {
        List<Optional<ManifestObject>> objects = new ArrayList<>(1);
        for (String document : DOCUMENT_END.split(VARIABLE.matcher(manifest).replaceAll(FILLED_IN_LATER))) {
            if (!document.isBlank()) {
                objects.add(ManifestReader.fragment(document, MOST_REPEATED));
            }
        }
        return objects;
    }

    /** Whether a text of an embedded object contains a {@code {{variable}}}, which has no value before the workflow runs. */
    public static boolean isOpen(String text) {
        return text.contains(FILLED_IN_LATER);
    }
}
