package io.tiphys.gateway.kubernetes.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import io.tiphys.gateway.preflight.state.PodVerdict;
import io.tiphys.gateway.preflight.state.PodVerdict.Cause;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateQuestion.PodDryRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encodes a pod for a dry run, and decodes the API server's response. */
final class PodDryRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 201;
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final String NAME = "preflight-";

    /** The API server's prefix with the pod's name; the caller does not know the pod's generated name. */
    private static final Pattern SUBJECT = Pattern.compile("^[Pp]ods? \"[-.0-9a-z]++\" is (forbidden|invalid): ");

    /** The error of a webhook that the API server skips in a dry run because of possible side effects. */
    private static final String NOT_ASKED = "does not support dry run";

    private static final Pattern WARNING = Pattern.compile("^\\d{3} \\S+ \"(.*)\"");

    private PodDryRuns() {}

    /** The pod, with a name that equal pods share. */
    static byte[] body(PodDryRun question) throws IOException {
        String name = NAME + UUID.nameUUIDFromBytes(JSON.writeValueAsBytes(question.pod()));
        Map<String, Object> pod = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Pod"));
        pod.putAll(question.pod());
        Map<Object, Object> metadata = new LinkedHashMap<>(Map.of("name", name));
        if (question.pod().get("metadata") instanceof Map<?, ?> written) {
            metadata.putAll(written);
        }
        pod.put("metadata", metadata);
        return JSON.writeValueAsBytes(pod);
    }

    /** The verdict of a response. */
    static StateAnswer<PodVerdict> read(HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        if (status == CREATED) {
            return new StateAnswer.Known<>(new PodVerdict(true, "", List.of(), warnings(response)));
        }
        if (status == KubernetesFailures.NOT_FOUND) {
            return new StateAnswer.Absent<>();
        }
        boolean noWordOfThePod =
                status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == KubernetesFailures.UNAUTHORIZED;
        if (noWordOfThePod) {
            return new StateAnswer.Unknown<>("the API server answered with status " + status);
        }
        JsonNode answer = JSON.readTree(response.body());
        String message = answer.path("message").asText("");
        // The API server checks the permission before the pod and its name.
        boolean right = status == KubernetesFailures.FORBIDDEN
                && answer.path("details").path("name").asText("").isEmpty()
                && message.contains("cannot create resource \"pods\"");
        if (right) {
            return new StateAnswer.Forbidden<>();
        }
        if (message.contains(NOT_ASKED)) {
            return new StateAnswer.Unknown<>("a webhook of the cluster takes no part in dry runs");
        }
        return new StateAnswer.Known<>(
                new PodVerdict(false, shown(message), causes(answer.path("details")), warnings(response)));
    }

    private static List<Cause> causes(JsonNode details) {
        List<Cause> causes = new ArrayList<>();
        for (JsonNode cause : details.path("causes")) {
            String field = cause.path("field").asText("");
            if (!field.isEmpty()) {
                causes.add(new Cause(field, shown(cause.path("message").asText(""))));
            }
        }
        return causes;
    }

    private static List<String> warnings(HttpResponse<byte[]> response) {
        return response.headers().allValues("Warning").stream()
                .map(WARNING::matcher)
                .filter(Matcher::find)
                .map(warning ->
                        shown(new String(warning.group(1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                                .replace("\\\"", "\"")))
                .toList();
    }

    private static String shown(String message) {
        String words = SUBJECT.matcher(message).replaceFirst("");
        return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE) + "...";
    }
}
