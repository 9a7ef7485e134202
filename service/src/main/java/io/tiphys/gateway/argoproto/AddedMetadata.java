package io.tiphys.gateway.argoproto;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Adds labels, annotations and a name to the workflow of a request, by bytes appended to those of the client. Protobuf
 * merges a repeated message, and the last of repeated keys or texts wins: Argo's Go code does the same.
 */
final class AddedMetadata {
    private static final String WORKFLOWS = "/workflow.WorkflowService/";

    // The stable field numbers of WorkflowCreateRequest, Workflow, ObjectMeta, WorkflowSubmitRequest and SubmitOpts.
    private static final int CREATED_WORKFLOW = 2;
    private static final int METADATA = 1;
    private static final int NAME = 1;
    private static final int LABELS = 11;
    private static final int ANNOTATIONS = 12;
    private static final int SUBMIT_OPTIONS = 4;
    private static final int SUBMIT_NAME = 1;
    private static final int SUBMIT_LABELS = 10;
    private static final int SUBMIT_ANNOTATIONS = 12;

    private final Map<String, String> labels;
    private final Map<String, String> annotations;
    private final Optional<String> name;

    AddedMetadata(Map<String, String> labels, Map<String, String> annotations, Optional<String> name) {
        this.labels = labels;
        this.annotations = annotations;
        this.name = name;
    }

    /** The bytes to append to a request with this content. */
    byte[] appendix(String fullMethod, JsonNode request) {
        return switch (fullMethod) {
            case WORKFLOWS + "CreateWorkflow" -> request.has("workflow") ? created() : new byte[0];
            case WORKFLOWS + "SubmitWorkflow" -> submitted(request.path("submitOptions"));
            default -> throw new IllegalArgumentException("no workflow is made by " + fullMethod);
        };
    }

    private byte[] created() {
        WireWriter metadata = new WireWriter().map(LABELS, labels).map(ANNOTATIONS, annotations);
        name.ifPresent(text -> metadata.string(NAME, text));
        WireWriter workflow = new WireWriter().message(METADATA, metadata.toBytes());
        return new WireWriter().message(CREATED_WORKFLOW, workflow.toBytes()).toBytes();
    }

    private byte[] submitted(JsonNode options) {
        WireWriter added = new WireWriter();
        name.ifPresent(text -> added.string(SUBMIT_NAME, text));
        if (!labels.isEmpty()) {
            added.string(SUBMIT_LABELS, pairs(options.path("labels").asText(), labels));
        }
        if (!annotations.isEmpty()) {
            added.string(SUBMIT_ANNOTATIONS, pairs(options.path("annotations").asText(), annotations));
        }
        return new WireWriter().message(SUBMIT_OPTIONS, added.toBytes()).toBytes();
    }

    // SubmitOpts has a text of pairs, k=v,k=v, in which Argo cannot escape a comma or an equals sign.
    private static String pairs(String earlier, Map<String, String> added) {
        added.forEach((key, value) -> {
            if ((key + value).matches("(?s).*[,=].*")) {
                throw new IllegalArgumentException("a comma or an equals sign in " + key);
            }
        });
        return Stream.concat(
                        earlier.isEmpty() ? Stream.empty() : Stream.of(earlier),
                        new TreeMap<>(added).entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()))
                .collect(joining(","));
    }
}
