package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.finding.ShownText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hints where an object, a list or a text is expected, and another of the three was found. */
final class ObjectHints {
    private static final int FEW = 4;
    private static final String DASHES = "Write a list: each element begins with a dash.";

    /** The field that people give instead of the whole object, by type. */
    static final Map<String, String> MAIN_FIELDS = Map.ofEntries(
            Map.entry("ContainerPort", "containerPort"),
            Map.entry("LocalObjectReference", "name"),
            Map.entry("Parameter", "name"),
            Map.entry("EnvVar", "name"),
            Map.entry("Mutex", "name"),
            Map.entry("WorkflowTemplateRef", "name"),
            Map.entry("ConfigMapVolumeSource", "name"),
            Map.entry("SecretVolumeSource", "secretName"),
            Map.entry("PersistentVolumeClaimVolumeSource", "claimName"),
            Map.entry("HostPathVolumeSource", "path"),
            Map.entry("ObjectFieldSelector", "fieldPath"),
            Map.entry("PodGC", "strategy"),
            Map.entry("ArtifactGC", "strategy"),
            Map.entry("WorkflowLevelArtifactGC", "strategy"),
            Map.entry("TTLStrategy", "secondsAfterCompletion"),
            Map.entry("RetryStrategy", "limit"),
            Map.entry("LifecycleHook", "template"),
            Map.entry("Sequence", "count"),
            Map.entry("SuspendTemplate", "duration"),
            Map.entry("Container", "image"),
            Map.entry("LabelValueFrom", "expression"),
            Map.entry("RawArtifact", "data"),
            Map.entry("HTTPArtifact", "url"),
            Map.entry("HTTP", "url"),
            Map.entry("GitArtifact", "repo"));

    private final FieldTable table;

    ObjectHints(FieldTable table) {
        this.table = table;
    }

    @Nullable
    String of(FieldType expected, ManifestNode value) {
        if (expected instanceof Named named) {
            return value instanceof ManifestArray array ? list(named, array) : scalar(named, value);
        }
        if (expected instanceof MapOf map) {
            return map(map, value);
        }
        if (expected instanceof ListOf list) {
            return value instanceof ManifestObject object ? object(list, object) : scalar(list, value);
        }
        return text(value);
    }

    private @Nullable String scalar(Named named, ManifestNode value) {
        if (!(value instanceof ManifestScalar scalar)) {
            return null;
        }
        String text = scalar.text();
        Map<String, FieldType> fields = table.type(named.name()).fields();
        int sign = text.indexOf('=');
        if (named.name().equals("EnvVar") && sign > 0) {
            return "Write an object: {name: " + ShownText.plain(text.substring(0, sign)) + ", value: "
                    + json(text.substring(sign + 1)) + "}.";
        }
        int slash = text.indexOf('/');
        if (named.name().equals("TemplateRef") && slash > 0) {
            return "Write an object: {name: " + json(text.substring(0, slash)) + ", template: "
                    + json(text.substring(slash + 1)) + "}.";
        }
        if (fields.get(text) instanceof Named) {
            return "Write an object: {" + text + ": {}}.";
        }
        String field = MAIN_FIELDS.get(named.name());
        if (field != null) {
            boolean number = scalar.type() != ManifestScalar.Type.STRING
                    && fields.get(field) != Simple.STRING
                    && fields.get(field) != Simple.SECONDS;
            return "Write an object: {" + field + ": " + (number ? ShownText.plain(text) : json(text)) + "}.";
        }
        String all = new FieldSuggestions(table, table.type(named.name())).all();
        return all == null ? null : "Write an object. " + all;
    }

    private static @Nullable String map(MapOf map, ManifestNode value) {
        if (value instanceof ManifestArray array) {
            String name = array.elements().stream()
                    .filter(ManifestObject.class::isInstance)
                    .findFirst()
                    .flatMap(it -> ((ManifestObject) it).string("name"))
                    .map(ShownText::plain)
                    .orElse("...");
            return map.value() instanceof Named
                    ? "Write an object with the names as keys, and no dashes: " + name + ": and its fields below."
                    : "Write an object: each key has a colon and a value, and no dash.";
        }
        return map.value() == Simple.ANY && value instanceof ManifestScalar scalar
                ? "Write an object: {" + ShownText.plain(scalar.text()) + ": {}}."
                : null;
    }

    private static String scalar(ListOf list, ManifestNode value) {
        String text = value instanceof ManifestScalar scalar ? scalar.text() : "";
        if (keyOf(value).equals("withItems") && text.contains("{{")) {
            return "Write withParam for a list that a variable has: withParam: " + json(text) + ".";
        }
        return list.element() == Simple.STRING ? "Write a list: [" + json(text) + "]." : DASHES;
    }

    /** One object where a list of them is expected. */
    private String object(ListOf list, ManifestObject found) {
        if (list.element() instanceof ListOf || list.element().equals(new Named("WorkflowStep"))) {
            String name = found.string("name")
                    .or(() -> found.members().stream().findFirst().map(ObjectHints::keyOf))
                    .map(ShownText::plain)
                    .orElse("a");
            return "Steps are a list of lists: begin the step with two dashes, - - name: " + name + ".";
        }
        ManifestNode first = found.members().stream().findFirst().orElse(null);
        ManifestKey key = first == null ? null : first.key();
        if (key == null || !(list.element() instanceof Named element)) {
            return DASHES;
        }
        Map<String, FieldType> fields = table.type(element.name()).fields();
        String name = ShownText.plain(key.text());
        if (found.members().stream().allMatch(it -> fields.containsKey(keyOf(it)))) {
            return "Write a list: put a dash before the element, - " + name + ".";
        }
        String naming = fields.containsKey("name") ? "name" : "key";
        if (first instanceof ManifestScalar scalar && fields.containsKey(naming) && fields.containsKey("value")) {
            return "Write a list: - {" + naming + ": " + name + ", value: " + json(scalar.text()) + "}.";
        }
        return first instanceof ManifestObject && fields.containsKey("name")
                ? "Write a list, and each key as a name: - name: " + name + ", and its fields below."
                : DASHES;
    }

    /** A list where one object is expected. */
    private String list(Named named, ManifestArray found) {
        List<ManifestNode> elements = found.elements();
        if (elements.isEmpty()) {
            return "Write an object, or remove the field.";
        }
        Map<String, FieldType> fields = table.type(named.name()).fields();
        boolean few = fields.size() <= FEW; // of many, the list is hardly one in particular
        String parts = fields.entrySet().stream()
                .filter(field -> few || elements.get(0) instanceof ManifestObject)
                .filter(field -> field.getValue() instanceof ListOf list && takes(list.element(), elements.get(0)))
                .map(field -> "'" + field.getKey() + "'")
                .collect(Collectors.joining(" or "));
        if (!parts.isEmpty()) {
            return "Put the list below " + parts + ".";
        }
        return elements.size() == 1
                ? "Remove the dash: one object of the type " + named.name() + " is expected, and no list."
                : "One object of the type " + named.name() + " is expected, and no list.";
    }

    private boolean takes(FieldType element, ManifestNode value) {
        if (element == Simple.STRING) {
            return value instanceof ManifestScalar;
        }
        return element instanceof Named named
                && value instanceof ManifestObject object
                && !object.members().isEmpty()
                && object.members().stream()
                        .allMatch(it -> table.type(named.name()).fields().containsKey(keyOf(it)));
    }

    /** A list or an object where text is expected. */
    private static String text(ManifestNode value) {
        String key = keyOf(value);
        if (key.equals("withParam")) {
            return "Write withItems for a list of the document.";
        }
        if (value instanceof ManifestObject object && object.members().size() == 1) {
            ManifestNode only = object.members().get(0);
            if (only instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL) {
                return "Put quotes around it: text that ends with a colon is read as an object.";
            }
            Optional<String> name = object.string("name");
            if (name.isPresent() && !key.isEmpty()) {
                return "Write the name alone: " + ShownText.plain(key) + ": " + ShownText.plain(name.get()) + ".";
            }
        }
        ManifestKey at = value.key();
        return at != null && at.line() > 0 && value.line() > at.line()
                ? "Write | after the colon to give all that follows as text: " + ShownText.plain(key) + ": |."
                : "Put quotes around the whole value to give it as text.";
    }

    private static String keyOf(ManifestNode value) {
        ManifestKey key = value.key();
        return key == null ? "" : key.text();
    }

    static String json(String text) {
        return '"' + ShownText.plain(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
