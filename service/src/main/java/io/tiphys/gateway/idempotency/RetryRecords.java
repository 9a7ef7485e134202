package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.key.KeyDigest;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of the last retries of a workflow. Argo's retry accepts parameters, but no annotation. Argo writes the parameters
 * and the retry itself with one update under the workflow's resource version (argo-workflows v4.0.5,
 * {@code server/workflow/workflow_server.go} RetryWorkflow). So the record exists exactly when the retry does. Immutable.
 */
public final class RetryRecords {
    /** The parameter with the records, newest first, separated by blanks. */
    public static final String PARAMETER = "tiphys-idempotency-keys";

    /** The maximum number of recorded retries. */
    public static final int MOST = 16;

    private static final int DIGEST_LENGTH = 20;
    private static final int WHOLE_LENGTH = 12;

    private final List<String> records;

    private RetryRecords(List<String> records) {
        this.records = List.copyOf(records);
    }

    /**
     * The record of one call.
     *
     * @param key the key's digest on the workflow
     * @param request the digest of the request
     * @param call distinguishes the call from others with the same key
     */
    public record Retry(String key, String request, String call) {
        /** The record for a key. */
        public static Retry of(KeyDigest digest, String workflow, DocumentFingerprint request, String call) {
            return new Retry(
                    digest.recordOn(workflow).substring(0, DIGEST_LENGTH),
                    request.whole().substring(0, WHOLE_LENGTH),
                    call.substring(0, 8));
        }

        private String text() {
            return key + "." + request + "." + call;
        }
    }

    /** The records in the specification of a workflow. */
    public static RetryRecords in(Optional<ManifestObject> specification) {
        List<String> records = specification
                .flatMap(spec -> spec.object("arguments"))
                .flatMap(arguments -> arguments.array("parameters"))
                .map(ManifestArray::elements)
                .orElse(List.of())
                .stream()
                .flatMap(RetryRecords::valueOf)
                .flatMap(value -> Stream.of(value.split(" ")))
                .toList();
        return new RetryRecords(records);
    }

    private static Stream<String> valueOf(ManifestNode parameter) {
        return parameter instanceof ManifestObject object
                        && object.string("name").equals(Optional.of(PARAMETER))
                ? object.string("value").stream()
                : Stream.empty();
    }

    /** The classification of a call by the records. */
    public Sight sight(Retry retry) {
        for (String record : records) {
            String[] parts = record.split("\\.", -1);
            if (parts.length == 3 && parts[0].equals(retry.key())) {
                if (!parts[1].equals(retry.request())) {
                    return Sight.OTHER_REQUEST;
                }
                return parts[2].equals(retry.call()) ? Sight.OURS : Sight.DONE_BEFORE;
            }
        }
        return Sight.ABSENT;
    }

    /** The parameter with the record of a call in front of these, {@code name=value}. */
    public String with(Retry retry) {
        List<String> more = new ArrayList<>(List.of(retry.text()));
        more.addAll(records.subList(0, Math.min(records.size(), MOST - 1)));
        return PARAMETER + "=" + String.join(" ", more);
    }
}
