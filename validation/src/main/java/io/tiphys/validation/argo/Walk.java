package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.references.TemplateDocuments;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Argo keeps while it goes through one document. Not thread-safe. */
final class Walk {
    /** Beyond this many templates inside of each other, one waits until it is looked at for itself. */
    static final int DEEPEST = 100;

    private final Report report;
    private final TemplateDocuments documents;
    private final String namespace;
    private final boolean template;
    private final Map<String, String> globals = new HashMap<>();
    private final Map<String, Integer> since = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<ManifestNode> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, TemplateSource> bases = new HashMap<>();
    private final Map<String, Value> stored = new HashMap<>();
    private int depth;

    /** @param template whether what is looked at is used by workflows, which bring more parameters */
    Walk(Report report, TemplateDocuments documents, String namespace, boolean template) {
        this.report = report;
        this.documents = documents;
        this.namespace = namespace;
        this.template = template;
    }

    Report report() {
        return report;
    }

    Map<String, String> globals() {
        return globals;
    }

    void addGlobal(String name) {
        globals.put(name, Substitution.PLACEHOLDER);
        since.putIfAbsent(name, since.size());
    }

    /** A moment of the walk: later ones know more. */
    int moment() {
        return since.size();
    }

    /** What was put in for a global variable at a moment; null when it was not known then. */
    @Nullable
    String globalAt(int moment, String name) {
        return since.getOrDefault(name, -1) < moment ? globals.get(name) : null;
    }

    boolean isTemplate() {
        return template;
    }

    /** Whether a template is looked at for the first time. Argo takes all inline templates of a document for one. */
    boolean begin(TemplateSource base, String name) {
        return done.add(base.scope() + '/' + name);
    }

    /** Notes that a template is fine with whatever it is used, because it takes nothing. */
    void settle(ManifestNode template) {
        settled.add(template);
    }

    /** Whether a template need not be looked at again for another use. */
    boolean isSettled(ManifestNode template) {
        return settled.contains(template);
    }

    boolean isTooDeep() {
        return depth >= DEEPEST;
    }

    void enter() {
        depth++;
    }

    void leave() {
        depth--;
    }

    /** Keeps a template of another document, as Argo does in the workflow itself, where it then finds it by its name alone. */
    void store(String name, Value template) {
        stored.putIfAbsent(name, template);
    }

    @Nullable
    Value stored(String name) {
        return stored.get(name);
    }

    /** What is known of a document with templates that is referred to. */
    TemplateDocuments.Answer document(String name, boolean clusterScope) {
        return documents.find(name, clusterScope, namespace);
    }

    /** The templates of a document that is referred to. */
    TemplateSource base(String name, boolean clusterScope, Value spec) {
        return bases.computeIfAbsent(
                clusterScope + "/" + name, key -> new TemplateSource("reference/" + key, spec, !clusterScope));
    }

    /** The scope of a template at its beginning has none of its own; this is what a tag may be in every one. */
    @Nullable
    String global(String name) {
        return globals.get(name);
    }
}
