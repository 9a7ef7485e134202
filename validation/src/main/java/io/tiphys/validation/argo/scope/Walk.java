package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.references.TemplateDocuments;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of Argo's walk through one document. Not thread-safe. */
public final class Walk {
    /** A template nested deeper than this is checked later, on its own. */
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

    /** @param template whether the document is a template for workflows, which add parameters */
    public Walk(Report report, TemplateDocuments documents, String namespace, boolean template) {
        this.report = report;
        this.documents = documents;
        this.namespace = namespace;
        this.template = template;
    }

    public Report report() {
        return report;
    }

    public Map<String, String> globals() {
        return globals;
    }

    public void addGlobal(String name) {
        globals.put(name, Substitution.PLACEHOLDER);
        since.putIfAbsent(name, since.size());
    }

    /** A moment of the walk; later moments have more known variables. */
    int moment() {
        return since.size();
    }

    /** The value of a global variable at a moment; null if it was unknown then. */
    @Nullable
    String globalAt(int moment, String name) {
        return since.getOrDefault(name, -1) < moment ? globals.get(name) : null;
    }

    public boolean isTemplate() {
        return template;
    }

    /** Whether a template is checked for the first time. Argo treats all inline templates of a document as one. */
    public boolean begin(TemplateSource base, String name) {
        return done.add(base.scope() + '/' + name);
    }

    /** Records that a template is valid for every use, because it has no inputs. */
    public void settle(ManifestNode template) {
        settled.add(template);
    }

    /** Whether a template needs no check for another use. */
    public boolean isSettled(ManifestNode template) {
        return settled.contains(template);
    }

    public boolean isTooDeep() {
        return depth >= DEEPEST;
    }

    public void enter() {
        depth++;
    }

    public void leave() {
        depth--;
    }

    /** Stores a template of another document. Argo stores it in the workflow and then finds it by its name alone. */
    public void store(String name, Value template) {
        stored.putIfAbsent(name, template);
    }

    @Nullable
    public Value stored(String name) {
        return stored.get(name);
    }

    /** The known facts about a referenced document with templates. */
    public TemplateDocuments.Answer document(String name, boolean clusterScope) {
        return documents.find(name, clusterScope, namespace);
    }

    /** The templates of a referenced document. */
    public TemplateSource base(String name, boolean clusterScope, Value spec) {
        return bases.computeIfAbsent(
                clusterScope + "/" + name, key -> new TemplateSource("reference/" + key, spec, !clusterScope));
    }

    /** The value of a variable that is in the scope of every template. */
    @Nullable
    String global(String name) {
        return globals.get(name);
    }
}
