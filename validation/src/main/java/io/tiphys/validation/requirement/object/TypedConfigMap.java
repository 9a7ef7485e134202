package io.tiphys.validation.requirement.object;

import io.tiphys.validation.requirement.template.Place;
import java.util.Objects;

/**
 * A config map that Argo reads only with the label {@value #LABEL} of the right value (Argo Workflows 4.0.5, {@code
 * workflow/controller/cache/configmap_cache.go} and {@code workflow/common/configmap.go}).
 *
 * @param name its name as written; may contain a {@code {{variable}}}, see {@link #decided()}
 * @param type the purpose for which Argo reads it
 * @param optional whether the workflow runs without it
 * @param place the source location of the name
 */
public record TypedConfigMap(String name, Type type, boolean optional, Place place) {
    /** The label with the purpose of a config map. */
    public static final String LABEL = "workflows.argoproj.io/configmap-type";

    /** The purpose for which Argo reads a config map. */
    public enum Type {
        /** The results of templates with {@code memoize}. Argo creates a missing config map. */
        CACHE("Cache"),
        /** The values of parameters. */
        PARAMETER("Parameter");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** The required value of the label. */
        public String label() {
            return label;
        }
    }

    public TypedConfigMap {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(place);
    }

    /** Whether the name is known now: false if Argo substitutes it at run time. */
    public boolean decided() {
        return !name.contains("{{");
    }
}
