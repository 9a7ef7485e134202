package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.argoproto.wire.WireReader;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.ObjectMetadata;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workflow in a response of Argo. Immutable; a text that the response does not have is empty.
 *
 * @param namespace the namespace of the workflow
 * @param name the name of the workflow
 * @param uid the uid of the workflow
 * @param resourceVersion the version of the workflow
 * @param labels in the order of their keys
 */
public record WorkflowMetadata(
        String namespace, String name, String uid, String resourceVersion, Map<String, String> labels) {
    // Field numbers of Workflow and WorkflowWatchEvent, then of ObjectMeta.
    private static final int METADATA = 1;
    private static final int OBJECT = 2;
    private static final int NAME = 1;
    private static final int NAMESPACE = 3;
    private static final int UID = 5;
    private static final int RESOURCE_VERSION = 6;
    private static final int LABELS = 11;
    private static final int ANNOTATIONS = 12;

    public WorkflowMetadata {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /**
     * Reads the metadata of a {@code Workflow} message and skips the rest.
     *
     * @throws GatewayException ARGO_BROKEN when the message is malformed
     */
    public static WorkflowMetadata ofWorkflow(byte[] workflow) {
        return read(workflow, METADATA);
    }

    /**
     * Reads the labels and annotations of a {@code Workflow} message and skips the rest.
     *
     * @throws GatewayException ARGO_BROKEN when the message is malformed
     */
    public static ObjectMetadata marksOf(byte[] workflow) {
        Map<String, String> labels = new TreeMap<>();
        Map<String, String> annotations = new TreeMap<>();
        try {
            WireReader in = find(METADATA, new WireReader(workflow));
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag >>> 3) {
                    case LABELS -> entry(in.message(), labels);
                    case ANNOTATIONS -> entry(in.message(), annotations);
                    default -> in.skip(tag & 7);
                }
            }
        } catch (WireFault e) {
            throw unreadable(e);
        }
        return new ObjectMetadata(labels, annotations);
    }

    private static void entry(WireReader entry, Map<String, String> into) {
        String key = "";
        String value = "";
        while (entry.hasMore()) {
            int tag = entry.tag();
            switch (tag >>> 3) {
                case 1 -> key = text(tag, entry);
                case 2 -> value = text(tag, entry);
                default -> entry.skip(tag & 7);
            }
        }
        into.put(key, value);
    }

    /**
     * Reads the metadata of a {@code WorkflowWatchEvent}.
     *
     * @throws GatewayException ARGO_BROKEN when the message is malformed
     */
    public static WorkflowMetadata ofWatchEvent(byte[] event) {
        return read(event, OBJECT, METADATA);
    }

    private static WorkflowMetadata read(byte[] message, int... path) {
        try {
            WireReader in = new WireReader(message);
            for (int number : path) {
                in = find(number, in);
            }
            return metadata(in);
        } catch (WireFault e) {
            throw unreadable(e);
        }
    }

    private static GatewayException unreadable(WireFault fault) {
        return new GatewayException(
                Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server's workflow cannot be read: " + fault.why() + "."));
    }

    private static WireReader find(int number, WireReader in) {
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == (number << 3 | WireReader.LENGTH_DELIMITED)) {
                return in.message();
            }
            in.skip(tag & 7);
        }
        return new WireReader(new byte[0]);
    }

    private static WorkflowMetadata metadata(WireReader in) {
        Map<Integer, String> texts = new TreeMap<>();
        Map<String, String> labels = new TreeMap<>();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag >>> 3) {
                case NAME, NAMESPACE, UID, RESOURCE_VERSION -> texts.put(tag >>> 3, text(tag, in));
                case LABELS -> {
                    WireReader entry = in.message();
                    labels.put(text(entry.tag(), entry), text(entry.tag(), entry));
                }
                default -> in.skip(tag & 7);
            }
        }
        return new WorkflowMetadata(
                texts.getOrDefault(NAMESPACE, ""),
                texts.getOrDefault(NAME, ""),
                texts.getOrDefault(UID, ""),
                texts.getOrDefault(RESOURCE_VERSION, ""),
                labels);
    }

    private static String text(int tag, WireReader in) {
        if ((tag & 7) != WireReader.LENGTH_DELIMITED) {
            throw new WireFault("a text is framed in another way");
        }
        return in.string();
    }
}
