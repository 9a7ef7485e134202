package io.tiphys.gateway.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Bodies and messages that say something twice, in other letters, or more than asked. Used by one thread. */
final class BodyMutations {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields behind a gRPC message: name, namespace and uid once more, an unknown one, a wrong wire type. */
    private static final List<String> SUFFIXES =
            List.of("0a046c696e74", "12046c696e74", "2a0161", "fa07026162", "0801", "20013001", "0a", "1a00");

    private final Random random;
    private final List<String> members;

    BodyMutations(Random random, Names names) {
        this.random = random;
        this.members = List.of(
                "\"namespace\":\"" + names.unserved() + "\"",
                "\"Namespace\":\"" + names.unserved() + "\"",
                "\"NAMESPACE\":\"" + names.unserved() + "\"",
                "\"name\":\"bait-run\"",
                "\"Name\":\"lint\"",
                "\"uid\":\"other\"",
                "\"resourceName\":\"evil\"",
                "\"ResourceKind\":\"ClusterWorkflowTemplate\"",
                "\"resource_kind\":\"CronWorkflow\"",
                "\"force\":true",
                "\"cm_name\":\"bait-limits\"",
                "\"type\":1",
                "\"createOptions\":{\"dryRun\":[\"All\"]}",
                "\"create_options\":{\"dry_run\":[\"All\"]}",
                "\"serverDryRun\":false",
                "\"submitOptions\":{\"serviceAccount\":\"strong\"}",
                "\"submitOptions\":{\"dryRun\":true}",
                "\"submit_options\":{\"serviceAccount\":\"strong\"}",
                "\"workflow\":{\"metadata\":{\"name\":\"lint\"}}",
                "\"WORKFLOW\":{\"metadata\":{\"generateName\":\"x-\"},\"spec\":{\"workflowTemplateRef\":{\"name\":\"evil\"}}}",
                "\"nodeFieldSelector\":\"displayName=main\"");
    }

    WitnessRequest mutate(WitnessRequest request) {
        if (request.wire() == Wire.GRPC) {
            return request.withBody(merged(request.body()));
        }
        List<UnaryOperator<String>> ways = List.of(
                this::withMember,
                this::withMember,
                this::withMember,
                BodyMutations::capitalised,
                body -> body + body,
                body -> body + "\n{}",
                body -> "\uFEFF" + body,
                body -> "[" + body + "]",
                body -> "",
                body -> body.replace("\"m\"", "\"m\",\"serviceAccountName\":\"strong\""),
                body -> body.replace("\"outer\"", "\"inner\""));
        return request.withBody(ways.get(random.nextInt(ways.size())).apply(request.body()));
    }

    WitnessRequest mutateMessage(WitnessRequest request) {
        return request.withSuffix(request.suffix() + SUFFIXES.get(random.nextInt(SUFFIXES.size())));
    }

    /** First or last, so that readers that take the one or the other differ. */
    private String withMember(String body) {
        String member = members.get(random.nextInt(members.size()));
        if (!body.startsWith("{") || body.length() < 3) {
            return "{" + member + "}";
        }
        return random.nextBoolean()
                ? "{" + member + "," + body.substring(1)
                : body.substring(0, body.length() - 1) + "," + member + "}";
    }

    private static String capitalised(String body) {
        return body.replace("\"namespace\"", "\"Namespace\"")
                .replace("\"name\"", "\"" + "name".toUpperCase(Locale.ROOT) + "\"");
    }

    /** A gRPC message has no second reading of a name: the member replaces what is there. */
    private String merged(String body) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(body.isEmpty() ? "{}" : body);
            object.setAll((ObjectNode) JSON.readTree("{" + members.get(random.nextInt(members.size())) + "}"));
            return object.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
