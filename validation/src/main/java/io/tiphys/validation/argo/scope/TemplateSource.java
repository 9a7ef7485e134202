package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document with templates: the checked document, or one that it refers to. */
public final class TemplateSource {
    /** The scope of the checked document. */
    public static final String OWN = "own";

    private final String scope;
    private final Value spec;
    private final boolean defaults;
    private final int nameless;
    private final Set<String> explained = new HashSet<>();
    private final Map<String, Value> templates = new HashMap<>();

    /**
     * @param scope the identity of the document
     * @param spec the specification with the templates
     * @param defaults whether its templateDefaults apply
     */
    public TemplateSource(String scope, Value spec, boolean defaults) {
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

    /** Whether it is the checked document. */
    public boolean isOwn() {
        return scope.equals(OWN);
    }

    public Value spec() {
        return spec;
    }

    /** The first template with a name; null for none. */
    @Nullable
    public Value template(String name) {
        return templates.get(name);
    }

    public Collection<String> names() {
        return templates.keySet();
    }

    /** Whether a name is certainly missing: each template without a name explains one missing name. */
    public boolean isMissing(String name) {
        if (explained.contains(name)) {
            return false;
        }
        return explained.size() >= nameless || !explained.add(name);
    }

    /** Whether containers or scripts have a default image. */
    public boolean hasDefaultImage(String type) {
        Value all = defaults ? spec.get("templateDefaults") : null;
        Value some = all == null ? null : all.get(type);
        return some != null && !some.text("image").isEmpty();
    }

    /** The metadata of every pod; null for none. */
    @Nullable
    public ManifestNode podMetadata() {
        Value metadata = spec.get("podMetadata");
        return metadata == null ? null : metadata.node();
    }
}
