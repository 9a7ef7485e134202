package io.tiphys.gateway.argoproto.pruning;

import io.tiphys.gateway.argoproto.pruning.FieldPaths.FieldDecision;
import io.tiphys.gateway.argoproto.wire.MessageField;
import io.tiphys.gateway.argoproto.wire.MessageField.Place;
import io.tiphys.gateway.argoproto.wire.MessageField.Shape;
import io.tiphys.gateway.argoproto.wire.MessageReader;
import io.tiphys.gateway.argoproto.wire.MessageTable;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.ValueKind;
import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.argoproto.wire.WireReader;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes fields from a workflow by their JSON names. Argo does so on the JSON, decodes the result into an empty message,
 * and encodes that message. So every field that is no pointer, list or map is encoded, even if empty.
 */
record MessagePruning(FieldPaths paths) {
    private static final MessageType WORKFLOW = MessageTable.argo40().message("workflow/v1alpha1.Workflow");
    private static final int EVENT_OBJECT = 2;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    /** Prunes a {@code workflow.WorkflowWatchEvent}. */
    byte[] pruneWatchEvent(byte[] event) {
        WireReader in = new WireReader(event);
        WireWriter out = new WireWriter();
        while (in.hasMore()) {
            int start = in.position();
            int tag = in.tag();
            if (tag == lengthDelimited(EVENT_OBJECT)) {
                out.message(EVENT_OBJECT, prune(WORKFLOW, in.message(), "", 0));
            } else {
                copy(start, tag, in, out);
            }
        }
        return out.toBytes();
    }

    /** Prunes a workflow. */
    byte[] pruneWorkflow(byte[] workflow) {
        return prune(WORKFLOW, new WireReader(workflow), "", 0);
    }

    /**
     * Visits each member of a message in a workflow.
     *
     * @param owner the field of the workflow with the message
     * @param visitor receives the member's name and, for a message or a map entry, the reader of the member
     */
    static void forEachMember(WireReader workflow, String owner, BiConsumer<String, WireReader> visitor) {
        while (workflow.hasMore()) {
            int tag = workflow.tag();
            MessageField field = WORKFLOW.field(tag >>> 3);
            if (field == null || !field.name().equals(owner) || tag != lengthDelimited(tag >>> 3)) {
                workflow.skip(tag & 7);
                continue;
            }
            WireReader message = workflow.message();
            while (message.hasMore()) {
                int member = message.tag();
                MessageField known = field.messageType().field(member >>> 3);
                if (known == null || member != lengthDelimited(member >>> 3)) {
                    message.skip(member & 7);
                } else {
                    visitor.accept(known.name(), message.message());
                }
            }
        }
    }

    /** Members deeper than in real workflows stay whole. */
    private byte[] prune(MessageType type, WireReader in, String path, int depth) {
        if (depth == MessageReader.DEEPEST) {
            return in.rest();
        }
        WireWriter out = new WireWriter();
        while (in.hasMore()) {
            int start = in.position();
            int tag = in.tag();
            MessageField field = type.field(tag >>> 3);
            FieldDecision decision = decision(field, path);
            if (decision == FieldDecision.CLEANED
                    && field != null
                    && hasMembers(field)
                    && tag == lengthDelimited(tag >>> 3)) {
                writeCleaned(field, tag >>> 3, in, place(field, path), depth, out);
            } else if (decision == FieldDecision.DROPPED) {
                EmptyFields.write(field, tag, in, out);
            } else {
                copy(start, tag, in, out);
            }
        }
        return out.toBytes();
    }

    private FieldDecision decision(@Nullable MessageField field, String path) {
        if (field == null) {
            return paths.decisionOnUnknown();
        }
        return field.place() == Place.NAMED ? paths.decision(place(field, path)) : FieldDecision.CLEANED;
    }

    private static String place(MessageField field, String path) {
        return field.place() == Place.NAMED ? below(path, field.name()) : path;
    }

    private void writeCleaned(MessageField field, int number, WireReader in, String path, int depth, WireWriter out) {
        if (field.shape() == Shape.MAP) {
            writeEntry(field, number, in.bytes(), path, depth, out);
        } else {
            out.message(number, cleaned(field, in.message(), path, depth));
        }
    }

    private void writeEntry(MessageField field, int number, byte[] entry, String path, int depth, WireWriter out) {
        String place = below(path, key(new WireReader(entry)));
        FieldDecision decision = paths.decision(place);
        if (decision == FieldDecision.DROPPED) {
            return;
        }
        if (decision == FieldDecision.KEPT) {
            out.message(number, entry);
            return;
        }
        WireReader in = new WireReader(entry);
        WireWriter kept = new WireWriter();
        while (in.hasMore()) {
            int start = in.position();
            int tag = in.tag();
            if (tag == lengthDelimited(ENTRY_VALUE)) {
                kept.message(ENTRY_VALUE, cleaned(field, in.message(), place, depth));
            } else {
                copy(start, tag, in, kept);
            }
        }
        out.message(number, kept.toBytes());
    }

    static String key(WireReader entry) {
        while (entry.hasMore()) {
            int tag = entry.tag();
            if (tag == lengthDelimited(ENTRY_KEY)) {
                return entry.string();
            }
            entry.skip(tag & 7);
        }
        return "";
    }

    /** Prunes one value. */
    private byte[] cleaned(MessageField field, WireReader value, String path, int depth) {
        return switch (field.kind()) {
            case MESSAGE -> prune(field.messageType(), value, path, depth + 1);
            case JSON -> cleanedJson(value.rest(), path);
            default -> value.rest();
        };
    }

    private byte[] cleanedJson(byte[] json, String path) {
        try {
            return new JsonPruning(paths).prune(json, path);
        } catch (IOException e) {
            throw new WireFault("a JSON value is none");
        }
    }

    /** Whether a path can continue below the field. */
    private static boolean hasMembers(MessageField field) {
        return field.shape() == Shape.MAP || field.kind() == ValueKind.MESSAGE || field.kind() == ValueKind.JSON;
    }

    private static int lengthDelimited(int number) {
        return number << 3 | WireReader.LENGTH_DELIMITED;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void copy(int start, int tag, WireReader in, WireWriter out) {
        in.skip(tag & 7);
        out.copy(in.since(start));
    }
}
