package io.tiphys.validation.requirement;

import java.util.Objects;
import java.util.Optional;

/**
 * An object of the cluster that a workflow names.
 *
 * @param kind what it is
 * @param name its name as written; may hold a {@code {{variable}}}, see {@link #decided()}
 * @param key the entry of it that is used; empty for all or none
 * @param optional whether the workflow runs without it
 * @param place where it is named
 */
public record ObjectNeed(Kind kind, String name, Optional<String> key, boolean optional, Place place) {
    /** What can be named. */
    public enum Kind {
        /** A Secret. */
        SECRET("secret"),
        /** A Secret with the access to an image registry. */
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

        /** As a message names it. */
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

    /** Whether name and key are known now: false when Argo fills them in while the workflow runs. */
    public boolean decided() {
        return !name.contains("{{") && !key.orElse("").contains("{{");
    }
}
