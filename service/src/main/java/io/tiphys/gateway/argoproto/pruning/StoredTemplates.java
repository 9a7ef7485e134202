package io.tiphys.gateway.argoproto.pruning;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.argoproto.wire.WireReader;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The templates of the cluster that the Argo Server writes into a workflow's status when it resolves references (argo-workflows
 * v4.0.5, {@code workflow/templateresolution/context.go} resolveTemplateImpl). Stateless.
 */
public final class StoredTemplates {
    private static final String STATUS = "status";
    private static final String STORED = "storedTemplates";
    private static final String STORED_SPECIFICATION = "storedWorkflowTemplateSpec";
    private static final FieldPaths IN_JSON = FieldPaths.inMessage(
            "-result.status." + STORED + ",result.status." + STORED_SPECIFICATION, "result", "result.object.");
    private static final FieldPaths IN_MESSAGE =
            FieldPaths.inWorkflow("-status." + STORED + ",status." + STORED_SPECIFICATION, "result.object.");

    private StoredTemplates() {}

    /**
     * The keys of the templates in a workflow, for example {@code namespaced/name/template}. A stored specification, which
     * has no template name, has the key {@code ""}.
     *
     * @throws GatewayException ARGO_BROKEN when the text is not JSON
     */
    public static Set<String> keysInJson(byte[] workflow) {
        Set<String> keys = new TreeSet<>();
        try (JsonParser parser = ForeignJson.FACTORY.createParser(workflow)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean status = parser.currentName().equals(STATUS);
                if (parser.nextToken() == JsonToken.START_OBJECT && status) {
                    addStatus(parser, keys);
                } else {
                    parser.skipChildren();
                }
            }
            return keys;
        } catch (IOException e) {
            throw broken("it is no JSON");
        }
    }

    private static void addStatus(JsonParser parser, Set<String> keys) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals(STORED) && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                    parser.nextToken();
                    parser.skipChildren();
                }
            } else if (field.equals(STORED_SPECIFICATION) && value == JsonToken.START_OBJECT) {
                keys.add("");
                parser.skipChildren();
            } else {
                parser.skipChildren();
            }
        }
    }

    /**
     * The keys of the templates in a protobuf workflow.
     *
     * @throws GatewayException ARGO_BROKEN when the message is malformed
     */
    public static Set<String> keysInMessage(byte[] workflow) {
        Set<String> keys = new TreeSet<>();
        try {
            MessagePruning.forEachMember(new WireReader(workflow), STATUS, (field, value) -> {
                if (field.equals(STORED)) {
                    keys.add(MessagePruning.key(value));
                } else if (field.equals(STORED_SPECIFICATION)) {
                    keys.add("");
                }
            });
            return keys;
        } catch (WireFault e) {
            throw broken(e.why());
        }
    }

    /** Removes the templates from a workflow; members are ordered by name. */
    public static byte[] withoutInJson(byte[] workflow) {
        try {
            return new JsonPruning(IN_JSON).prune(workflow, "result");
        } catch (IOException e) {
            throw broken("it is no JSON");
        }
    }

    /** Removes the templates from a protobuf workflow. */
    public static byte[] withoutInMessage(byte[] workflow) {
        try {
            return new MessagePruning(IN_MESSAGE).pruneWorkflow(workflow);
        } catch (WireFault e) {
            throw broken(e.why());
        }
    }

    private static GatewayException broken(String why) {
        return new GatewayException(
                Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server's workflow cannot be read: " + why + "."));
    }
}
