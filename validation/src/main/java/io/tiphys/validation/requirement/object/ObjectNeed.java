package io.tiphys.validation.requirement.object;

import io.tiphys.validation.requirement.template.Place;
import java.util.Objects;
import java.util.Optional;

/**
 * An object of the cluster that a workflow names.
 *
 * @param kind the kind of the object
 * @param name its name as written; may contain a {@code {{variable}}}, see {@link #decided()}
 * @param key the used entry of the object; empty for all or none
 * @param optional whether the workflow runs without it
 * @param place the source location of the name
 */
public record ObjectNeed(Kind kind, String name, Optional<String> key, boolean optional, Place place) {
    /** The kind of a named object. */
    public enum Kind {
        /** A Secret. */
        SECRET("secret"),
        /** A Secret with credentials of an image registry. */
        IMAGE_PULL_SECRET("image pull secret"),
        /** A ConfigMap. */
        CONFIG_MAP("config map"),
        /** A PersistentVolumeClaim. */
        VOLUME_CLAIM("volume claim"),
        /** A PriorityClass. */
        PRIORITY_CLASS("priority class");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The name of the kind in messages. */
        public String text() {
            return text;
        }
    }

    public ObjectNeed {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(key);
        Objects.requireNonNull(place);
    }

    /** Whether name and key are known now: false if Argo substitutes them at run time. */
    public boolean decided() {
        return !name.contains("{{") && !key.orElse("").contains("{{");
    }
}
