package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The arguments and the outputs of a workflow. An output of the workflow as a whole has its own name; one of a step or task
 * has the name of that node and a dot in front.
 *
 * @param parameters the arguments of its specification, by name
 * @param outputs the output parameters and results, by name
 * @param artifacts the output artifacts, by name
 */
public record WorkflowOutputs(
        Map<String, String> parameters, Map<String, String> outputs, Map<String, ArtifactPlace> artifacts) {
    /** More outputs of one workflow are left out. */
    public static final int MOST = 200;

    public WorkflowOutputs {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(outputs);
        Objects.requireNonNull(artifacts);
    }

    /**
     * Where the Argo Server serves an artifact.
     *
     * @param node the id of the node
     * @param name the artifact's name there
     */
    public record ArtifactPlace(String node, String name) {}

    /**
     * Reads a workflow with its nodes.
     *
     * @throws GatewayException with ARGO_BROKEN when it cannot be read
     */
    public static WorkflowOutputs of(WorkflowObject workflow) {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(workflow.json())) {
            return new Reader(parser, workflow.summary().name()).read();
        } catch (IOException e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server sent what cannot be understood."), e);
        }
    }

    /** What is done with a member's value, at which the parser stands. */
    private interface Member {
        void read(String name) throws IOException;
    }

    private static final class Reader {
        private final JsonParser parser;
        private final String workflow;
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Map<String, String> outputs = new LinkedHashMap<>();
        private final Map<String, ArtifactPlace> artifacts = new LinkedHashMap<>();

        Reader(JsonParser parser, String workflow) {
            this.parser = parser;
            this.workflow = workflow;
        }

        WorkflowOutputs read() throws IOException {
            parser.nextToken();
            members(top -> {
                switch (top) {
                    case "spec" -> members(this::specification);
                    case "status" -> members(this::status);
                    default -> parser.skipChildren();
                }
            });
            return new WorkflowOutputs(parameters, outputs, artifacts);
        }

        private void specification(String member) throws IOException {
            if (!member.equals("arguments")) {
                parser.skipChildren();
                return;
            }
            members(list -> {
                if (list.equals("parameters")) {
                    elements((name, value) -> parameters.put(name, value));
                } else {
                    parser.skipChildren();
                }
            });
        }

        private void status(String member) throws IOException {
            switch (member) {
                case "outputs" -> outputs("", workflow);
                case "nodes" -> members(this::node);
                default -> parser.skipChildren();
            }
        }

        /** The name of a node stands before its outputs or after them, so the outputs are read with the id first. */
        private void node(String id) throws IOException {
            Map<String, String> before = new LinkedHashMap<>(outputs);
            Map<String, ArtifactPlace> artifactsBefore = new LinkedHashMap<>(artifacts);
            outputs.clear();
            artifacts.clear();
            String[] display = {id};
            members(member -> {
                switch (member) {
                    case "displayName" -> display[0] = parser.getText();
                    case "outputs" -> outputs("", id);
                    default -> parser.skipChildren();
                }
            });
            String prefix = id.equals(workflow) ? "" : display[0] + ".";
            outputs.forEach((name, value) -> add(before, prefix + name, value));
            artifacts.forEach((name, place) -> add(artifactsBefore, prefix + name, place));
            outputs.clear();
            outputs.putAll(before);
            artifacts.clear();
            artifacts.putAll(artifactsBefore);
        }

        private static <T> void add(Map<String, T> all, String name, T value) {
            if (all.size() < MOST) {
                all.putIfAbsent(name, value);
            }
        }

        private void outputs(String prefix, String node) throws IOException {
            members(member -> {
                switch (member) {
                    case "parameters" -> elements((name, value) -> outputs.put(prefix + name, value));
                    case "artifacts" -> elements((name, value) -> artifact(name, node));
                    case "result" -> outputs.put(prefix + "result", scalar());
                    default -> parser.skipChildren();
                }
            });
        }

        private void artifact(String name, String node) {
            if (!name.equals("main-logs")) {
                artifacts.put(name, new ArtifactPlace(node, name));
            }
        }

        private void members(Member member) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                member.read(name);
            }
        }

        private interface Element {
            void read(String name, String value);
        }

        /** Reads a list of objects with names, and perhaps values. */
        private void elements(Element element) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String[] found = {"", ""};
                members(member -> {
                    switch (member) {
                        case "name" -> found[0] = scalar();
                        case "value" -> found[1] = scalar();
                        default -> parser.skipChildren();
                    }
                });
                element.read(found[0], found[1]);
            }
        }

        private String scalar() throws IOException {
            if (parser.currentToken().isScalarValue()) {
                return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
            }
            parser.skipChildren();
            return "";
        }
    }
}
