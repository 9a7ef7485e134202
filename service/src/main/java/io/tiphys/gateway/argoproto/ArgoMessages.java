package io.tiphys.gateway.argoproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoproto.wire.MessageReader;
import io.tiphys.gateway.argoproto.wire.MessageTable;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.argoproto.wire.WireReader;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The request messages of the services of an Argo Server. Stateless; arguments are neither kept nor changed. */
public final class ArgoMessages {
    /** The maximum length of a message, in bytes: more than Kubernetes accepts for one object. */
    public static final int LONGEST = 4 << 20;

    private ArgoMessages() {}

    /** The full names of all known methods, for example {@code /workflow.WorkflowService/CreateWorkflow}. */
    public static Set<String> methods() {
        return MessageTable.argo40().methods();
    }

    /**
     * Converts a request to the equivalent JSON of Argo's HTTP API: the message with every field under its JSON name,
     * including the fields of path and query. Fields that Go cannot distinguish from absent ones (an empty text, 0, false or
     * an empty struct that is no pointer) are omitted. {@code kind} and {@code apiVersion} of an object are not in protobuf.
     *
     * <p>Fields that only Argo 3.6 or 3.7 have are included too ({@code schedule}, {@code mutex}, {@code semaphore},
     * {@code podPriority}). A field that none of these releases knows makes a request invalid, unless the field is empty:
     * clients write the empty fields of their own release.
     *
     * @param fullMethod with both slashes, as in gRPC's {@code :path}
     * @param message the message without gRPC's frame; unchanged
     * @return empty for an unknown method
     * @throws GatewayException REQUEST_INVALID when the message is malformed, or when Argo could read the message
     *     differently from the gateway; REQUEST_TOO_LARGE when it is longer than {@link #LONGEST}
     */
    public static Optional<ObjectNode> requestJson(String fullMethod, byte[] message) {
        MessageType type = MessageTable.argo40().request(fullMethod);
        if (type == null) {
            return Optional.empty();
        }
        if (message.length > LONGEST) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_TOO_LARGE,
                    "The message has " + message.length + " bytes; at most " + LONGEST + " are read."));
        }
        MessageReader reader = new MessageReader();
        try {
            return Optional.of(reader.read(type, new WireReader(message)));
        } catch (WireFault e) {
            throw invalid(reader.place(), e.why());
        }
    }

    /**
     * Adds labels and annotations to the workflow that a request creates or submits. The additions are appended to the
     * client's bytes. An added key overrides the same key of the client. A create request without a workflow stays
     * unchanged.
     *
     * @param fullMethod {@code CreateWorkflow} or {@code SubmitWorkflow} of {@code /workflow.WorkflowService/}
     * @param message the message; unchanged
     * @param request the result of {@link #requestJson} for the message
     * @throws IllegalArgumentException for another method, or for a submission with a comma or an equals sign in a key or
     *     value, which Argo's submit options cannot carry
     */
    public static byte[] withMetadata(
            String fullMethod,
            byte[] message,
            ObjectNode request,
            Map<String, String> labels,
            Map<String, String> annotations) {
        return withMetadata(fullMethod, message, request, labels, annotations, Optional.empty());
    }

    /**
     * As {@link #withMetadata(String, byte[], ObjectNode, Map, Map)}, with a name.
     *
     * @param name {@code metadata.name} of the workflow; empty to leave the name unchanged
     */
    public static byte[] withMetadata(
            String fullMethod,
            byte[] message,
            JsonNode request,
            Map<String, String> labels,
            Map<String, String> annotations,
            Optional<String> name) {
        byte[] appendix = new AddedMetadata(labels, annotations, name).appendix(fullMethod, request);
        byte[] all = Arrays.copyOf(message, message.length + appendix.length);
        System.arraycopy(appendix, 0, all, message.length, appendix.length);
        return all;
    }

    /**
     * The message of {@code GetWorkflow}.
     *
     * @return without gRPC's frame
     */
    public static byte[] getWorkflow(String namespace, String name) {
        return new WireWriter().string(1, name).string(2, namespace).toBytes();
    }

    private static GatewayException invalid(String place, String why) {
        String detail = "The protobuf message cannot be read"
                + (place.isEmpty() ? "" : " at '" + place + "'")
                + ": " + why + ".";
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, detail)
                .withViolations(List.of(Violation.ofParameter("message-malformed", place, why))));
    }
}
