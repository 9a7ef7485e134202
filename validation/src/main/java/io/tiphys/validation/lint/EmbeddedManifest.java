package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.reader.EmbeddedObjects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An object that a resource template creates.
 *
 * @param resource the resource of the template
 * @param at the node of the manifest
 * @param object the created object
 */
record EmbeddedManifest(ManifestObject resource, ManifestNode at, ManifestObject object) {
    private static final Set<String> CREATING = Set.of("create", "apply");

    /** The objects that a template creates; none if it creates nothing, or if they are known only at run time. */
    static Stream<EmbeddedManifest> of(ManifestObject template) {
        return template
                .object("resource")
                .filter(resource -> CREATING.contains(resource.string("action").orElse("")))
                .stream()
                .flatMap(resource -> resource.get("manifest").stream().flatMap(at -> of(resource, at)));
    }

    private static Stream<EmbeddedManifest> of(ManifestObject resource, ManifestNode at) {
        return ManifestScalar.stringOf(at).stream()
                .flatMap(text -> EmbeddedObjects.of(text).stream())
                .flatMap(Optional::stream)
                .map(object -> new EmbeddedManifest(resource, at, object));
    }

    String kind() {
        return object.string("kind").orElse("");
    }

    String apiVersion() {
        return object.string("apiVersion").orElse("");
    }
}
