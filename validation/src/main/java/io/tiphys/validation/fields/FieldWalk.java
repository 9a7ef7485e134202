package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;

/** Walks through a document along the {@link FieldTable}, in the order of the document. */
public final class FieldWalk {
    /** Receives the fields. A JSON null is not passed: Go reads it as an absent field. */
    public interface Visitor {
        /** A known field, before its content. The value may have the wrong type. */
        default void field(ObjectType owner, String name, FieldType type, ManifestNode value) {}

        /** An unknown field; its content is not visited. */
        default void unknownField(ObjectType owner, ManifestKey key, ManifestNode value) {}

        /** A value of the wrong type; its content is not visited. */
        default void wrongType(FieldType expected, ManifestNode value) {}
    }

    private final FieldTable table;
    private final Visitor visitor;

    /** A walk for a visitor. */
    public FieldWalk(FieldTable table, Visitor visitor) {
        this.table = table;
        this.visitor = visitor;
    }

    /** Walks through a value of a type of the table. */
    public void walk(ManifestNode node, String type) {
        walk(node, new Named(type));
    }

    /** Walks through a value of a type. */
    void walk(ManifestNode node, FieldType type) {
        value(node, type);
    }

    private void value(ManifestNode node, FieldType type) {
        if (node instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL) {
            return;
        }
        if (type instanceof Simple simple) {
            if (!SimpleValues.fits(node, simple)) {
                visitor.wrongType(simple, node);
            }
        } else if (type instanceof ListOf list && node instanceof ManifestArray array) {
            array.elements().forEach(element -> value(element, list.element()));
        } else if (type instanceof MapOf map && node instanceof ManifestObject object) {
            object.members().forEach(member -> value(member, map.value()));
        } else if (type instanceof Named named && node instanceof ManifestObject object) {
            fields(object, table.type(named.name()));
        } else {
            visitor.wrongType(type, node);
        }
    }

    private void fields(ManifestObject object, ObjectType type) {
        for (ManifestNode member : object.members()) {
            ManifestKey key = member.key();
            if (key == null) {
                continue;
            }
            FieldType field = type.fields().get(key.text());
            if (field == null) {
                visitor.unknownField(type, key, member);
            } else {
                visitor.field(type, key.text(), field, member);
                value(member, field);
            }
        }
    }
}
