package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reads the body of a request that has to be looked into, up to a limit, and understands it exactly as the Argo Server will.
 * Go's {@code encoding/json} takes {@code Workflow} for {@code workflow} and the last of two equal keys; what two readers
 * could understand differently is refused.
 */
final class RequestBodies {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The names of fields in envelopes (argo-workflows v4.0.5, {@code pkg/apiclient/*.proto} and SubmitOpts). */
    private static final Set<String> FIELDS = Set.of(
            "annotations",
            "cmName",
            "createOptions",
            "cronWorkflow",
            "discriminator",
            "dryRun",
            "entryPoint",
            "eventsource",
            "force",
            "generateName",
            "instanceID",
            "key",
            "labels",
            "limit",
            "memoized",
            "message",
            "name",
            "namespace",
            "nodeFieldSelector",
            "outputParameters",
            "ownerReference",
            "parameters",
            "payload",
            "phase",
            "podPriorityClassName",
            "priority",
            "resourceKind",
            "resourceName",
            "restartSuccessful",
            "sensor",
            "serverDryRun",
            "serviceAccount",
            "submitOptions",
            "template",
            "type",
            "uid",
            "workflow");

    private static final Map<String, String> BY_LOWER_CASE = FIELDS.stream()
            .collect(Collectors.toUnmodifiableMap(field -> field.toLowerCase(Locale.ROOT), UnaryOperator.identity()));

    private static final List<String> ENVELOPES = List.of("submitOptions", "createOptions");

    private RequestBodies() {}

    /**
     * The whole body.
     *
     * @throws GatewayException with REQUEST_TOO_LARGE, CANCELLED, DEADLINE_EXCEEDED, or REQUEST_INVALID when it stood still
     */
    static byte[] read(HttpRequest request, int largest, Deadline deadline) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        request.subscribe(new Collector(largest, whole));
        try {
            return deadline.await(whole);
        } finally {
            request.abort(); // what nobody waits for any more is not collected either; no effect on a complete body
        }
    }

    /** Why a body did not come to its end: it stood still, or its sender has gone. */
    static GatewayException brokenOff(Throwable cause) {
        return cause instanceof GatewayException known
                ? known
                : new GatewayException(
                        Problem.of(ErrorReason.CANCELLED, "The caller went away before the request was complete."),
                        cause);
    }

    /**
     * The message of a JSON body; missing for an empty one.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    static JsonNode message(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        JsonNode message;
        try {
            message = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw invalid(
                    "json",
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr(),
                    UnreadableBody.reason(body).orElseGet(e::getOriginalMessage));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        requireExactNames(message);
        ENVELOPES.forEach(envelope -> requireExactNames(message.path(envelope)));
        return message;
    }

    private static void requireExactNames(JsonNode envelope) {
        envelope.fieldNames().forEachRemaining(name -> {
            String meant = BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT));
            boolean ambiguous =
                    meant != null && !meant.equals(name) || !name.chars().allMatch(c -> c < 128);
            if (ambiguous) {
                throw invalid("field-name", 0, 0, "The field '" + name + "' has to be written '" + meant + "'.");
            }
        });
    }

    private static GatewayException invalid(String rule, int line, int column, String message) {
        return new GatewayException(
                Problem.of(ErrorReason.REQUEST_INVALID, "The body of the request cannot be used: " + message)
                        .withViolations(List.of(new Violation(rule, "", line, column, message, Optional.empty()))));
    }

    private static GatewayException tooLarge(int largest) {
        return new GatewayException(Problem.of(
                        ErrorReason.REQUEST_TOO_LARGE,
                        "The body of the request is larger than the " + largest + " bytes that are read.")
                .with("limit", Integer.toString(largest)));
    }

    /** Asks for piece after piece, and for none more once the limit is passed. */
    private static final class Collector implements Subscriber<HttpObject> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int largest;
        private final CompletableFuture<byte[]> whole;

        private @Nullable Subscription subscription;

        Collector(int largest, CompletableFuture<byte[]> whole) {
            this.largest = largest;
            this.whole = whole;
        }

        @Override
        public void onSubscribe(Subscription upstream) {
            subscription = upstream;
            upstream.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(HttpObject piece) {
            if (piece instanceof HttpData data && !whole.isDone()) {
                bytes.writeBytes(data.array());
                if (bytes.size() > largest) {
                    whole.completeExceptionally(tooLarge(largest));
                    if (subscription != null) {
                        subscription.cancel();
                    }
                }
            }
        }

        @Override
        public void onError(Throwable cause) {
            whole.completeExceptionally(brokenOff(cause));
        }

        @Override
        public void onComplete() {
            whole.complete(bytes.toByteArray());
        }
    }
}
