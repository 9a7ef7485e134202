package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.Right;
import java.util.List;
import java.util.Map;

/** Replaces the message of a request whose body is unread. Every access fails, because the body is not available yet. */
@SuppressWarnings("unchecked") // deepCopy() of ObjectNode narrows a generic method
final class UnreadBody extends ObjectNode {
    private static final long serialVersionUID = 1;

    private UnreadBody() {
        super(JsonNodeFactory.instance);
    }

    /** The permissions that a request needs independently of its body; none if they depend on the body. */
    static List<Right> rightsWithoutIt(ArgoRpc rpc, Map<String, String> variables) {
        try {
            return rpc.rights().apply(new ArgoRequestView(variables, Map.of(), new UnreadBody()));
        } catch (TooEarlyException e) {
            return List.of();
        }
    }

    @Override
    public JsonNode path(String field) {
        throw new TooEarlyException();
    }

    /** Thrown when a permission depends on the body. */
    private static final class TooEarlyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooEarlyException() {
            super("the body was not read yet", null, false, false);
        }
    }
}
