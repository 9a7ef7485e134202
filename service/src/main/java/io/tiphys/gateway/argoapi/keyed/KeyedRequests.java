package io.tiphys.gateway.argoapi.keyed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.SubmitAnnotations;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.workflow.ForeignJson;
import io.tiphys.validation.document.ManifestAdditions;
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

/** Writes the marks of a creation, and the name of a keyed one, into a request. Every other byte of a document is unchanged. */
public final class KeyedRequests {
    private static final String SUBMIT = "SubmitWorkflow";

    private KeyedRequests() {}

    /** The valid request, with additions to the workflow that it creates. */
    public static ArgoApiRequest with(
            ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request, ManifestAdditions additions) {
        byte[] body = request.body().orElseThrow();
        byte[] changed;
        if (call.grpc()) {
            changed = message(call, rpc, request, additions, body);
        } else if (rpc.method().equals(SUBMIT)) {
            changed = submission(request.view(), additions);
        } else {
            changed = document(body, additions);
        }
        return new ArgoApiRequest(request.view(), Optional.of(changed), request.path());
    }

    private static byte[] message(
            ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request, ManifestAdditions additions, byte[] body) {
        byte[] message = GrpcFrames.message(body, call.headers().get("grpc-encoding"), Integer.MAX_VALUE - 8);
        Map<String, String> annotations =
                rpc.method().equals(SUBMIT) ? writable(additions.annotations()) : additions.annotations();
        return GrpcFrames.frame(ArgoMessages.withMetadata(
                "/" + rpc.name(),
                message,
                request.view().message(),
                additions.labels(),
                annotations,
                additions.name()));
    }

    /** The options of a submission cannot contain a comma or an equals sign in a value. */
    private static Map<String, String> writable(Map<String, String> pairs) {
        Map<String, String> writable = new HashMap<>(pairs);
        writable.values().removeIf(value -> value.contains(",") || value.contains("="));
        return writable;
    }

    private static byte[] submission(ArgoRequestView request, ManifestAdditions additions) {
        ObjectNode message = request.message().deepCopy();
        ObjectNode options = message.withObject("/submitOptions");
        additions.name().ifPresent(name -> options.put("name", name));
        options.put("labels", pairs(request.text("submitOptions.labels"), additions.labels()));
        options.put("annotations", pairs(SubmitAnnotations.withoutKey(request), writable(additions.annotations())));
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String pairs(String earlier, Map<String, String> added) {
        Stream<String> more =
                new TreeMap<>(added).entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue());
        return Stream.concat(earlier.isEmpty() ? Stream.empty() : Stream.of(earlier), more)
                .collect(Collectors.joining(","));
    }

    /** The body with another document in its member {@code workflow}. */
    private static byte[] document(byte[] body, ManifestAdditions additions) {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("workflow");
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (found) {
                    int end = (int) parser.currentLocation().getByteOffset();
                    return document(body, start, end, additions);
                }
            }
            throw new IllegalStateException("the request was found to carry a workflow");
        } catch (IOException e) {
            throw new UncheckedIOException("the body was read before", e);
        }
    }

    private static byte[] document(byte[] body, int start, int end, ManifestAdditions additions) {
        String workflow = new String(body, start, end - start, StandardCharsets.UTF_8);
        byte[] document = additions.addedTo(workflow).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream changed = new ByteArrayOutputStream(body.length + 1024);
        changed.write(body, 0, start);
        changed.writeBytes(document);
        changed.write(body, end, body.length - end);
        return changed.toByteArray();
    }
}
