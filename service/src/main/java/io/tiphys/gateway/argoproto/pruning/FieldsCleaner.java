package io.tiphys.gateway.argoproto.pruning;

import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;

/**
 * Leaves parts of the events of a watch out, by the paths that the Argo Server's parameter {@code fields} names and with its
 * rules. Its gRPC side applies them to the workflow alone, where the prefix {@code result.object.} may be missing (argo-workflows
 * v4.0.5, {@code util/fields/fields.go}); behind it, its HTTP side applies them to the whole message, whose paths begin with
 * {@code result.} (argoproj/pkg, {@code grpc/http/forwarders.go}). Immutable.
 *
 * <p>Two things are otherwise. Argo takes numbers through floating point on the way; here they stay as they are, so that one of
 * more than 53 bits is not rounded. And over HTTP, where a path without the prefix leaves out a whole struct ({@code -status}),
 * Argo's has an empty struct in its place, and here there is none.
 */
public final class FieldsCleaner {
    private static final String MESSAGE = "result";
    private static final String OBJECT = "result.object.";

    private final FieldPaths inMessage;
    private final FieldPaths inWorkflow;

    /** @param fields paths separated by commas; a leading {@code -} leaves all of them out, instead of all others */
    public FieldsCleaner(String fields) {
        inMessage = FieldPaths.inMessage(fields, MESSAGE, OBJECT);
        inWorkflow = FieldPaths.inWorkflow(fields, OBJECT);
    }

    /**
     * What stays of an event of the HTTP side: of the JSON that stands behind {@code "result":}. Its members come in the order
     * of their names, as they come out of a map there.
     *
     * @throws IOException when it is no JSON
     */
    public byte[] cleanJson(byte[] event) throws IOException {
        return new JsonPruning(inMessage).prune(event, MESSAGE);
    }

    /**
     * What stays of an event of the gRPC side, a {@code workflow.WorkflowWatchEvent}: byte for byte what the Argo Server sends.
     * The event's type is no part of the workflow, so it always stays. Fields of a later Argo release stay where parts are
     * left out, and go where parts are named.
     *
     * @throws GatewayException ARGO_BROKEN when it is malformed
     */
    public byte[] cleanProtobuf(byte[] event) {
        try {
            return new MessagePruning(inWorkflow).pruneWatchEvent(event);
        } catch (WireFault e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server's event cannot be read: " + e.why() + "."));
        }
    }
}
