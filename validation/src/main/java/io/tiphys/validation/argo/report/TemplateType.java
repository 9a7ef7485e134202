package io.tiphys.validation.argo.report;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of templates in Argo's order; Argo uses the first that is present. */
public enum TemplateType {
    CONTAINER("container", true),
    CONTAINER_SET("containerSet", true),
    STEPS("steps", false),
    DAG("dag", false),
    SCRIPT("script", true),
    RESOURCE("resource", true),
    DATA("data", true),
    SUSPEND("suspend", false),
    HTTP("http", false),
    PLUGIN("plugin", false);

    private final String field;
    private final boolean pod;

    TemplateType(String field, boolean pod) {
        this.field = field;
        this.pod = pod;
    }

    /** The field of a template of this type. */
    public String field() {
        return field;
    }

    /** Whether it runs in a pod of its own. */
    public boolean isPod() {
        return pod;
    }

    /** Whether it runs something itself. For Argo, suspend is no such type. */
    public boolean isLeaf() {
        return pod || this == HTTP || this == PLUGIN;
    }

    /** Whether the type of a template is unknown because its field is misspelled. */
    public static boolean isMisspelled(Value template, Report report) {
        boolean misspelled = false;
        for (TemplateType type : values()) {
            if (template.has(type.field)) {
                return false;
            }
            misspelled |= report.lacks(template, type.field);
        }
        return misspelled;
    }

    /** The type whose field a template has without a value. */
    public static Optional<TemplateType> empty(Value template) {
        return Stream.of(values())
                .filter(type -> template.node() instanceof ManifestObject object && object.find(type.field) != null)
                .findFirst();
    }

    /** The types of a template; a valid one has exactly one. */
    public static List<TemplateType> of(Value template) {
        List<TemplateType> types = new ArrayList<>(1);
        for (TemplateType type : values()) {
            if (template.has(type.field)) {
                types.add(type);
            }
        }
        return types;
    }
}
