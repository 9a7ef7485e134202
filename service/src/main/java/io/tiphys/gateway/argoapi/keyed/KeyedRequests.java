package io.tiphys.gateway.argoapi.keyed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.request.GrpcFrames;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.SubmitAnnotations;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the name and the marks of a keyed creation into a request. Every other byte of a document is unchanged. */
public final class KeyedRequests {
    private static final String SUBMIT = "SubmitWorkflow";

    private KeyedRequests() {}

    /** The valid request, with the additions of the creation. */
    public static ArgoApiRequest keyed(ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request, KeyedCreation creation) {
        byte[] body = request.body().orElseThrow();
        byte[] changed;
        if (call.grpc()) {
            changed = message(call, rpc, request, creation, body);
        } else if (rpc.method().equals(SUBMIT)) {
            changed = submission(request.view(), creation);
        } else {
            changed = document(body, creation);
        }
        return new ArgoApiRequest(request.view(), Optional.of(changed), request.path());
    }

    private static byte[] message(
            ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request, KeyedCreation creation, byte[] body) {
        byte[] message = GrpcFrames.message(body, call.headers().get("grpc-encoding"), Integer.MAX_VALUE - 8);
        Map<String, String> annotations =
                rpc.method().equals(SUBMIT) ? writable(creation.annotations()) : creation.annotations();
        return GrpcFrames.frame(ArgoMessages.withMetadata(
                "/" + rpc.name(),
                message,
                request.view().message(),
                creation.labels(),
                annotations,
                Optional.of(creation.name())));
    }

    /** The options of a submission cannot contain a comma or an equals sign in a value. */
    private static Map<String, String> writable(Map<String, String> pairs) {
        Map<String, String> writable = new HashMap<>(pairs);
        writable.values().removeIf(value -> value.contains(",") || value.contains("="));
        return writable;
    }

    private static byte[] submission(ArgoRequestView request, KeyedCreation creation) {
        ObjectNode message = request.message().deepCopy();
        ObjectNode options = message.withObject("/submitOptions");
        options.put("name", creation.name());
        options.put("labels", pairs(request.text("submitOptions.labels"), creation.labels()));
        options.put("annotations", pairs(SubmitAnnotations.withoutKey(request), writable(creation.annotations())));
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String pairs(String earlier, Map<String, String> added) {
        Stream<String> more =
                new TreeMap<>(added).entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue());
        return Stream.concat(earlier.isEmpty() ? Stream.empty() : Stream.of(earlier), more)
                .collect(Collectors.joining(","));
    }

    /** The body with another document in its member {@code workflow}. */
    private static byte[] document(byte[] body, KeyedCreation creation) {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("workflow");
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (found) {
                    int end = (int) parser.currentLocation().getByteOffset();
                    return document(body, start, end, creation);
                }
            }
            throw new IllegalStateException("the request was found to carry a workflow");
        } catch (IOException e) {
            throw new UncheckedIOException("the body was read before", e);
        }
    }

    private static byte[] document(byte[] body, int start, int end, KeyedCreation creation) {
        String workflow = new String(body, start, end - start, StandardCharsets.UTF_8);
        byte[] document = creation.additions().addedTo(workflow).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream changed = new ByteArrayOutputStream(body.length + 1024);
        changed.write(body, 0, start);
        changed.writeBytes(document);
        changed.write(body, end, body.length - end);
        return changed.toByteArray();
    }
}
