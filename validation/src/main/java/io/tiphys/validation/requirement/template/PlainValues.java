package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of a document as mutable maps, lists, texts, numbers and booleans; {@link #NOTHING} for a null. */
public final class PlainValues {
    /** A JSON null. */
    public static final Object NOTHING = new Object();

    private PlainValues() {}

    public static Map<String, Object> of(ManifestObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (ManifestNode member : object.members()) {
            ManifestKey key = member.key();
            map.put(key == null ? "" : key.text(), value(member));
        }
        return map;
    }

    /** A member that is an object; empty for none. */
    public static Map<String, Object> object(Map<String, Object> owner, String field) {
        return map(owner.get(field)).orElseGet(LinkedHashMap::new);
    }

    /** The elements of a member that are objects. */
    public static List<Map<String, Object>> objects(Map<String, Object> owner, String field) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (owner.get(field) instanceof List<?> list) {
            list.forEach(element -> map(element).ifPresent(objects::add));
        }
        return objects;
    }

    /** A copy of a value that is an object. */
    public static Optional<Map<String, Object>> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put(String.valueOf(key), member));
        return Optional.of(copy);
    }

    public static Object value(ManifestNode node) {
        if (node instanceof ManifestObject object) {
            return of(object);
        }
        if (node instanceof ManifestArray array) {
            List<Object> list = new ArrayList<>();
            array.elements().forEach(element -> list.add(value(element)));
            return list;
        }
        return scalar((ManifestScalar) node);
    }

    private static Object scalar(ManifestScalar scalar) {
        return switch (scalar.type()) {
            case STRING -> scalar.text();
            case BOOLEAN -> scalar.text().equals("true");
            case NULL -> NOTHING;
            case NUMBER -> number(scalar.text());
        };
    }

    /** A number that is too large for any field stays as written. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
