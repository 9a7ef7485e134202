package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.rule.ArgoVersion;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds the objects of a document by the types that Argo gives them. Pure. */
public final class TypedObjects {
    /** Receives each object in the order of the document. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An object.
         *
         * @param type the name of its type in Argo's OpenAPI document, for example {@code SecretKeySelector}
         * @param field the field with the object, or with the list or map around it
         * @param object the object
         */
        void object(String type, String field, ManifestObject object);
    }

    private TypedObjects() {}

    /**
     * Visits all objects below an object of this type, without the object itself.
     *
     * @param without the fields of the object itself that are skipped
     */
    public static void below(ManifestObject object, String type, Set<String> without, Visitor visitor) {
        FieldWalk.Visitor fields = new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType fieldType, ManifestNode value) {
                tell(name, fieldType, value, visitor);
            }
        };
        FieldWalk walk = new FieldWalk(FieldTable.of(ArgoVersion.DEFAULT), fields);
        ObjectType own = FieldTable.of(ArgoVersion.DEFAULT).type(type);
        for (ManifestNode member : object.members()) {
            String field = Objects.requireNonNull(member.key()).text();
            FieldType fieldType = own.fields().get(field);
            if (fieldType != null && !without.contains(field)) {
                tell(field, fieldType, member, visitor);
                walk.walk(member, fieldType);
            }
        }
    }

    private static void tell(String field, FieldType type, ManifestNode value, Visitor visitor) {
        if (type instanceof Named named && value instanceof ManifestObject object) {
            visitor.object(named.name(), field, object);
        } else if (type instanceof ListOf list && value instanceof ManifestArray array) {
            array.elements().forEach(element -> tell(field, list.element(), element, visitor));
        } else if (type instanceof MapOf map && value instanceof ManifestObject object) {
            object.members().forEach(member -> tell(field, map.value(), member, visitor));
        }
    }

    /** The elements of a list that are objects. */
    public static List<ManifestObject> elements(ManifestObject owner, String field) {
        return owner.array(field).stream()
                .flatMap(array -> array.elements().stream())
                .filter(ManifestObject.class::isInstance)
                .map(ManifestObject.class::cast)
                .toList();
    }
}
