package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document that has templates: the one that is looked at, or one that it refers to. */
final class TemplateSource {
    /** The scope of the document that is looked at. */
    static final String OWN = "own";

    private final String scope;
    private final Value spec;
    private final boolean defaults;
    private final int nameless;
    private final Set<String> explained = new HashSet<>();
    private final Map<String, Value> templates = new HashMap<>();

    /**
     * @param scope what tells it from other documents
     * @param spec the specification with the templates
     * @param defaults whether its templateDefaults count
     */
    TemplateSource(String scope, Value spec, boolean defaults) {
        this.scope = scope;
        this.spec = spec;
        this.defaults = defaults;
        int without = 0;
        for (Value template : spec.list("templates")) {
            String name = template.text("name");
            without += name.isEmpty() ? 1 : 0;
            templates.putIfAbsent(name, template);
        }
        this.nameless = without;
    }

    String scope() {
        return scope;
    }

    /** Whether it is the document that is looked at. */
    boolean isOwn() {
        return scope.equals(OWN);
    }

    Value spec() {
        return spec;
    }

    /** The first template of a name; null when there is none. */
    @Nullable
    Value template(String name) {
        return templates.get(name);
    }

    Collection<String> names() {
        return templates.keySet();
    }

    /** Whether it is certain that a name is missing: each template without a name explains one that is not found. */
    boolean isMissing(String name) {
        if (explained.contains(name)) {
            return false;
        }
        return explained.size() >= nameless || !explained.add(name);
    }

    /** Whether containers or scripts get an image by default. */
    boolean hasDefaultImage(String type) {
        Value all = defaults ? spec.get("templateDefaults") : null;
        Value some = all == null ? null : all.get(type);
        return some != null && !some.text("image").isEmpty();
    }

    /** What is put onto every pod; null when there is nothing. */
    @Nullable
    ManifestNode podMetadata() {
        Value metadata = spec.get("podMetadata");
        return metadata == null ? null : metadata.node();
    }
}
