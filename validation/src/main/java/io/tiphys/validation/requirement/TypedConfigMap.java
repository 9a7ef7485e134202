package io.tiphys.validation.requirement;

import java.util.Objects;

/**
 * A config map that Argo reads only with the label {@value #LABEL} of the right value (Argo Workflows 4.0.5, {@code
 * workflow/controller/cache/configmap_cache.go} and {@code workflow/common/configmap.go}).
 *
 * @param name its name as written; may hold a {@code {{variable}}}, see {@link #decided()}
 * @param type what Argo reads it as
 * @param optional whether the workflow runs when Argo does not find it
 * @param place where it is named
 */
public record TypedConfigMap(String name, Type type, boolean optional, Place place) {
    /** The label that says what a config map is for. */
    public static final String LABEL = "workflows.argoproj.io/configmap-type";

    /** What Argo reads a config map as. */
    public enum Type {
        /** The results of templates with {@code memoize}. Argo makes the config map where there is none. */
        CACHE("Cache"),
        /** The values of parameters. */
        PARAMETER("Parameter");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** The value that the label has to have. */
        public String label() {
            return label;
        }
    }

    public TypedConfigMap {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(place);
    }

    /** Whether the name is known now: false when Argo fills it in while the workflow runs. */
    public boolean decided() {
        return !name.contains("{{");
    }
}
