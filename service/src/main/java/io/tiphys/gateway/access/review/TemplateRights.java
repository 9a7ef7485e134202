package io.tiphys.gateway.access.review;

import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.references.TemplateReference;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The permissions to read the templates that a workflow references. Argo has read them with its own permissions since 3.7,
 * so only the gateway checks the caller's.
 */
public final class TemplateRights {
    /** The maximum number of templates of a kind reviewed one by one: a document may name thousands. */
    static final int MOST_BY_NAME = 20;

    private TemplateRights() {}

    /**
     * The permissions for these references, each once. Many references of a kind, or a name that is unknown before the run,
     * need the permission to read all templates of that kind.
     */
    public static List<AccessCheck> of(Namespace namespace, Collection<TemplateReference> references) {
        Stream<AccessCheck> local =
                ofKind(references, false).map(name -> Operation.readTemplate(namespace.value(), name));
        Stream<AccessCheck> cluster = ofKind(references, true).map(Operation::readClusterTemplate);
        return Stream.concat(local, cluster).toList();
    }

    /**
     * The permissions to read the templates in a workflow's status, see
     * {@link io.tiphys.gateway.argoproto.pruning.StoredTemplates}. An unknown key needs the permissions to read all
     * templates.
     */
    public static List<AccessCheck> ofStored(Namespace namespace, Collection<String> keys) {
        Set<AccessCheck> rights = new LinkedHashSet<>();
        for (String key : keys) {
            String[] parts = key.split("/", 3);
            switch (parts.length < 3 ? "" : parts[0]) {
                case "namespaced" -> rights.add(Operation.readTemplate(namespace.value(), parts[1]));
                case "cluster" -> rights.add(Operation.readClusterTemplate(parts[1]));
                default -> rights.addAll(all(namespace));
            }
        }
        return rights.size() > MOST_BY_NAME ? all(namespace) : List.copyOf(rights);
    }

    private static List<AccessCheck> all(Namespace namespace) {
        return List.of(Operation.readTemplate(namespace.value(), ""), Operation.readClusterTemplate(""));
    }

    private static Stream<String> ofKind(Collection<TemplateReference> references, boolean clusterScope) {
        List<TemplateReference> ofKind = references.stream()
                .filter(reference -> reference.clusterScope() == clusterScope)
                .toList();
        List<String> names =
                ofKind.stream().map(TemplateReference::name).distinct().toList();
        boolean byName = names.size() <= MOST_BY_NAME && ofKind.stream().allMatch(TemplateReference::decided);
        return byName ? names.stream() : Stream.of("");
    }
}
