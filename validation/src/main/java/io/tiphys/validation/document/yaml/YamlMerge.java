package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.TreeBuilder;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.bounds.JsonSize;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A merge key ({@code <<}) of an object: the members of other objects that it does not have itself. Of several merged
 * objects the first wins.
 */
final class YamlMerge {
    private final ManifestKey key;
    private final ManifestNode merged;
    private final Set<String> before;
    private final boolean list;

    /**
     * @param known the keys before it
     * @param list whether it is a literal list of objects: an alias of a list merges nothing
     */
    YamlMerge(ManifestKey key, ManifestNode merged, Set<String> known, boolean list) {
        this.key = key;
        this.merged = merged;
        this.before = Set.copyOf(known);
        this.list = list;
    }

    /** Adds the merged members to an object. @param known the object's keys */
    static void all(
            List<YamlMerge> merges,
            ManifestObject object,
            Set<String> known,
            YamlAnchors anchors,
            DocumentReading reading,
            int depth) {
        Set<String> earlier = new HashSet<>();
        for (YamlMerge merge : merges) {
            Set<String> brought = new HashSet<>();
            merge.into(object, known, earlier, brought, anchors, reading, depth);
            earlier.addAll(brought);
        }
    }

    private void into(
            ManifestObject object,
            Set<String> known,
            Set<String> earlier,
            Set<String> brought,
            YamlAnchors anchors,
            DocumentReading reading,
            int depth) {
        List<ManifestNode> sources =
                list && merged instanceof ManifestArray several ? several.elements() : List.of(merged);
        for (ManifestNode source : sources) {
            if (!(source instanceof ManifestObject members)) {
                reading.reportKey(DocumentRule.BAD_MERGE, object, key, "What is merged here is no object.");
                continue;
            }
            for (ManifestNode member : members.members()) {
                ManifestKey name = member.key();
                if (name == null || !reading.keeps()) {
                    continue;
                }
                if (known.add(name.text())) {
                    brought.add(name.text());
                    add(member, name, object, anchors, reading, depth);
                } else if (before.contains(name.text()) || earlier.contains(name.text())) {
                    reportAmbiguous(object, name, reading);
                }
            }
        }
    }

    private void add(
            ManifestNode member,
            ManifestKey name,
            ManifestObject object,
            YamlAnchors anchors,
            DocumentReading reading,
            int depth) {
        int index = object.members().size();
        reading.separator(index);
        reading.addSize(JsonSize.ofText(name.text()) + 1);
        TreeBuilder.add(
                object,
                anchors.merged(member, new ManifestPlace(object, name, index, key.line(), key.column()), depth + 1));
    }

    private void reportAmbiguous(ManifestObject object, ManifestKey name, DocumentReading reading) {
        reading.reportKey(
                DocumentRule.AMBIGUOUS_MERGE,
                object,
                key,
                "The merge brings the key " + ShownText.quoted(name.text())
                        + ", which comes before it: YAML keeps the earlier value, Kubernetes' reader uses the merged one.");
    }
}
