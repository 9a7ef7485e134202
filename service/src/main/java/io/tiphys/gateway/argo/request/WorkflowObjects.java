package io.tiphys.gateway.argo.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.workflow.ForeignJson;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Extracts workflows from the Argo Server's responses. The code builds no tree, because most of a workflow are its nodes,
 * which are not needed here. Objects are cut from the bytes unchanged, so that nothing is lost.
 */
public final class WorkflowObjects {
    private static final Set<String> METADATA = Set.of("namespace", "name", "uid", "resourceVersion");
    private static final Set<String> STATUS = Set.of("phase", "progress", "message", "finishedAt");

    private WorkflowObjects() {}

    /** @throws io.tiphys.gateway.error.GatewayException with ARGO_BROKEN when these bytes are not a workflow */
    public static WorkflowObject workflow(byte[] json) {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            Map<String, String> found = new HashMap<>();
            requireObject(parser.nextToken());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "metadata" -> texts(parser, METADATA, found);
                    case "status" -> texts(parser, STATUS, found);
                    default -> parser.skipChildren();
                }
            }
            return new WorkflowObject(summary(found), json);
        } catch (IOException e) {
            throw ExchangeFailures.incomprehensible(e);
        }
    }

    /** @throws io.tiphys.gateway.error.GatewayException with ARGO_BROKEN when these bytes are not a list of workflows */
    public static WorkflowPage page(byte[] json) {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            List<WorkflowObject> workflows = new ArrayList<>();
            Map<String, String> metadata = new HashMap<>();
            requireObject(parser.nextToken());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if ("metadata".equals(field)) {
                    texts(parser, Set.of("continue"), metadata);
                } else if ("items".equals(field) && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        workflows.add(workflow(ForeignJson.cut(parser, json)));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            String next = metadata.getOrDefault("continue", "");
            return new WorkflowPage(workflows, next.isEmpty() ? Optional.empty() : Optional.of(next));
        } catch (IOException e) {
            throw ExchangeFailures.incomprehensible(e);
        }
    }

    private static void texts(JsonParser parser, Set<String> wanted, Map<String, String> found) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING && wanted.contains(field)) {
                found.put(field, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static WorkflowSummary summary(Map<String, String> found) {
        String phase = found.getOrDefault("phase", "");
        return new WorkflowSummary(
                found.getOrDefault("namespace", ""),
                found.getOrDefault("name", ""),
                found.getOrDefault("uid", ""),
                found.getOrDefault("resourceVersion", ""),
                phase.isEmpty() ? "Pending" : phase,
                found.getOrDefault("progress", ""),
                found.getOrDefault("message", ""),
                found.getOrDefault("finishedAt", ""));
    }

    private static void requireObject(@Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("an object was expected, not " + token);
        }
    }
}
