package io.tiphys.validation.argo.value;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document as Argo sees it: after substitution, and without JSON nulls, which Go reads as absent.
 *
 * @param node the value as it is written
 * @param substitution the substitution for its texts
 */
public record Value(ManifestNode node, Substitution substitution) {
    /** The value of a field; null when it is absent. */
    @Nullable
    public Value get(String key) {
        if (!(node instanceof ManifestObject object)) {
            return null;
        }
        ManifestNode member = object.find(key);
        return member == null || isNull(member) ? null : new Value(member, substitution);
    }

    public boolean has(String key) {
        return node instanceof ManifestObject object && object.find(key) != null && !isNull(object.find(key));
    }

    /** The text of a scalar field; empty when it is absent. */
    public String text(String key) {
        if (!(node instanceof ManifestObject object)) {
            return "";
        }
        ManifestNode member = object.find(key);
        if (!(member instanceof ManifestScalar scalar) || isNull(scalar)) {
            return "";
        }
        // A name that YAML reads as another value is reported as such: what refers to it is right.
        boolean name = key.equals("name") && scalar.type() != ManifestScalar.Type.STRING;
        return substitution.apply(name ? scalar.written() : scalar.text());
    }

    /** The text of a scalar; empty for anything else. */
    public String text() {
        return node instanceof ManifestScalar scalar && !isNull(scalar) ? substitution.apply(scalar.text()) : "";
    }

    /** Whether a field is true. */
    public boolean isTrue(String key) {
        return text(key).equals("true");
    }

    /** The elements of a list; none when it is absent. */
    public List<Value> list(String key) {
        Value list = get(key);
        return list == null ? List.of() : list.elements();
    }

    /** The elements, if it is a list. */
    public List<Value> elements() {
        if (!(node instanceof ManifestArray array)) {
            return List.of();
        }
        List<Value> elements = new ArrayList<>(array.elements().size());
        array.elements().forEach(element -> elements.add(new Value(element, substitution)));
        return elements;
    }

    /** Whether a list has elements. */
    public boolean hasElements(String key) {
        return node instanceof ManifestObject object
                && object.find(key) instanceof ManifestArray array
                && !array.elements().isEmpty();
    }

    /** The node to report for a field: its value, or the object that lacks it. */
    public ManifestNode at(String key) {
        ManifestNode member = node instanceof ManifestObject object ? object.find(key) : null;
        return member == null ? node : member;
    }

    static boolean isNull(@Nullable ManifestNode node) {
        return node instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL;
    }
}
