package io.tiphys.gateway.argoproto.pruning;

import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;

/**
 * Prunes the events of a watch by the paths in the Argo Server's parameter {@code fields}, with the server's rules. The gRPC
 * API applies the paths to the workflow alone, and the prefix {@code result.object.} is optional (argo-workflows v4.0.5,
 * {@code util/fields/fields.go}). The HTTP API then applies them to the whole message, whose paths begin with
 * {@code result.} (argoproj/pkg, {@code grpc/http/forwarders.go}). Immutable.
 *
 * <p>There are two differences. Argo converts numbers to floating point; here they stay unchanged, so that a number of more
 * than 53 bits is not rounded. Over HTTP, if a path without the prefix excludes a whole struct ({@code -status}), Argo sends
 * an empty struct, and the gateway sends none.
 */
public final class FieldsCleaner {
    private static final String MESSAGE = "result";
    private static final String OBJECT = "result.object.";

    private final FieldPaths inMessage;
    private final FieldPaths inWorkflow;

    /** @param fields paths separated by commas; a leading {@code -} excludes these paths instead of all others */
    public FieldsCleaner(String fields) {
        inMessage = FieldPaths.inMessage(fields, MESSAGE, OBJECT);
        inWorkflow = FieldPaths.inWorkflow(fields, OBJECT);
    }

    /**
     * Prunes an event of the HTTP API: the JSON value of {@code "result":}. Members are ordered by name, as in the output of
     * Argo's map.
     *
     * @throws IOException when the event is not JSON
     */
    public byte[] cleanJson(byte[] event) throws IOException {
        return new JsonPruning(inMessage).prune(event, MESSAGE);
    }

    /**
     * Prunes an event of the gRPC API, a {@code workflow.WorkflowWatchEvent}. The result equals the Argo Server's bytes. The
     * event's type is not part of the workflow, so it always stays. Fields of a later Argo release stay when paths are
     * excluded, and are dropped when paths are selected.
     *
     * @throws GatewayException ARGO_BROKEN when the event is malformed
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
