package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The document of a resubmission, as Argo creates it (argo-workflows v4.0.5, {@code workflow/util/util.go}
 * FormulateResubmitWorkflow), except for the name: Argo generates a name, and accepts none from the caller.
 */
public final class ResubmittedWorkflow {
    private static final JsonMapper JSON = JsonMapper.builder(ForeignJson.FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String ARGO = "workflows.argoproj.io/";
    private static final Set<String> LABELS_LEFT_OUT = Set.of(
            ARGO + "creator",
            ARGO + "creator-email",
            ARGO + "creator-preferred-username",
            ARGO + "phase",
            ARGO + "completed",
            ARGO + "workflow-archiving-status");
    private static final String RESUBMITTED_FROM = ARGO + "resubmitted-from-workflow";

    private ResubmittedWorkflow() {}

    /**
     * Returns the document.
     *
     * @param existing the original workflow
     * @param parameters parameters to change, each {@code name=value}
     * @return JSON
     * @throws GatewayException with WORKFLOW_REFUSED_BY_ARGO for a parameter in another form
     */
    public static String of(WorkflowObject existing, List<String> parameters) {
        ObjectNode model = read(existing.json());
        ObjectNode document = JSON.createObjectNode();
        document.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "Workflow");
        document.set("metadata", metadata(model.path("metadata")));
        document.set("spec", specification(model.path("spec"), parameters));
        return document.toString();
    }

    private static ObjectNode read(byte[] json) {
        ObjectNode read = JSON.createObjectNode();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("metadata") || field.equals("spec")) {
                    read.set(field, JSON.<JsonNode>readTree(parser));
                } else {
                    parser.skipChildren();
                }
            }
            return read;
        } catch (IOException e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server sent what cannot be understood."), e);
        }
    }

    private static ObjectNode metadata(JsonNode model) {
        String name = model.path("name").asText();
        String generateName = model.path("generateName").asText();
        ObjectNode metadata = JSON.createObjectNode();
        metadata.put("generateName", generateName.isEmpty() ? name + "-" : generateName);
        ObjectNode labels = metadata.putObject("labels");
        model.path("labels").properties().stream()
                .filter(label -> !LABELS_LEFT_OUT.contains(label.getKey()))
                .forEach(label -> labels.set(label.getKey(), label.getValue()));
        labels.put(RESUBMITTED_FROM, name);
        if (model.path("annotations").isObject()) {
            metadata.set("annotations", model.path("annotations"));
        }
        if (model.path("ownerReferences").isArray()) {
            metadata.set("ownerReferences", model.path("ownerReferences"));
        }
        return metadata;
    }

    private static ObjectNode specification(JsonNode model, List<String> parameters) {
        ObjectNode spec = model instanceof ObjectNode object ? object : JSON.createObjectNode();
        spec.remove("shutdown");
        if (spec.path("activeDeadlineSeconds").isNumber()
                && spec.path("activeDeadlineSeconds").asLong() == 0) {
            spec.remove("activeDeadlineSeconds"); // it was terminated
        }
        if (!parameters.isEmpty()) {
            override(spec, parameters);
        }
        return spec;
    }

    private static void override(ObjectNode spec, List<String> parameters) {
        ArrayNode changed = JSON.createArrayNode();
        Set<String> names = new HashSet<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw new GatewayException(Problem.of(
                        ErrorReason.WORKFLOW_REFUSED_BY_ARGO,
                        "A parameter must have the form name=value: '" + parameter + "' has not."));
            }
            names.add(parameter.substring(0, equals));
            changed.addObject()
                    .put("name", parameter.substring(0, equals))
                    .put("value", parameter.substring(equals + 1));
        }
        ObjectNode arguments = spec.withObject("/arguments");
        arguments.path("parameters").forEach(parameter -> {
            if (!names.contains(parameter.path("name").asText())) {
                changed.add(parameter);
            }
        });
        arguments.set("parameters", changed);
    }
}
