package io.tiphys.validation.lint;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestReader;
import io.tiphys.validation.document.ManifestScalar;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The manifest inside of a resource template that creates something.
 *
 * @param resource the resource of the template
 * @param at where the manifest is written
 * @param object what is created
 */
record EmbeddedManifest(ManifestObject resource, ManifestNode at, ManifestObject object) {
    private static final int MOST_REPEATED = 100;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^{}]*+}}");

    /** What a template creates; empty when it creates nothing, or what it is can be known only later. */
    static Optional<EmbeddedManifest> of(ManifestObject template) {
        Optional<ManifestObject> resource = template.object("resource")
                .filter(it ->
                        Set.of("create", "apply").contains(it.string("action").orElse("")));
        return resource.flatMap(it -> it.get("manifest").flatMap(at -> of(it, at)));
    }

    private static Optional<EmbeddedManifest> of(ManifestObject resource, ManifestNode at) {
        // Variables stand in for values: a name made of one is not fixed.
        return ManifestScalar.stringOf(at)
                .map(text -> VARIABLE.matcher(text).replaceAll("__variable__"))
                .flatMap(text -> ManifestReader.fragment(text, DocumentFormat.YAML, MOST_REPEATED))
                .map(object -> new EmbeddedManifest(resource, at, object));
    }

    String kind() {
        return object.string("kind").orElse("");
    }

    String apiVersion() {
        return object.string("apiVersion").orElse("");
    }

    static boolean isVariable(String text) {
        return text.contains("__variable__");
    }
}
