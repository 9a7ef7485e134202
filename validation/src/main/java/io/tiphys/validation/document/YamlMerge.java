package io.tiphys.validation.document;

import io.tiphys.validation.finding.ShownText;
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

    /** @param known the keys that stand before it */
    YamlMerge(ManifestKey key, ManifestNode merged, Set<String> known) {
        this.key = key;
        this.merged = merged;
        this.before = Set.copyOf(known);
    }

    /** @param known the object's keys */
    void into(ManifestObject object, Set<String> known, YamlAnchors anchors, DocumentReading reading, int depth) {
        List<ManifestNode> sources = merged instanceof ManifestArray several ? several.elements() : List.of(merged);
        for (ManifestNode source : sources) {
            if (source instanceof ManifestObject members) {
                for (ManifestNode member : members.members()) {
                    merge(member, object, known, anchors, reading, depth);
                }
            } else {
                reading.reportKey(DocumentRule.BAD_MERGE, object, key, "What is merged here is no object.");
            }
        }
    }

    private void merge(
            ManifestNode member,
            ManifestObject object,
            Set<String> known,
            YamlAnchors anchors,
            DocumentReading reading,
            int depth) {
        ManifestKey name = member.key();
        if (name == null || !reading.keeps()) {
            return;
        }
        if (known.add(name.text())) {
            int index = object.members().size();
            reading.separator(index);
            reading.addSize(JsonSize.ofText(name.text()) + 1);
            object.add(anchors.merged(
                    member, new ManifestPlace(object, name, index, key.line(), key.column()), depth + 1));
        } else if (before.contains(name.text())) {
            reading.reportKey(
                    DocumentRule.AMBIGUOUS_MERGE,
                    object,
                    key,
                    "The merge brings the key " + ShownText.quoted(name.text())
                            + ", which stands before it: YAML keeps the earlier one, Kubernetes' reader takes the merged one.");
        }
    }
}
