package io.tiphys.gateway.argo.request;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.lifecycle.log.LogSelection;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Requests for the two shared streams over gRPC, as protobuf messages, by field numbers (argo-workflows v4.0.5,
 * {@code workflow.proto}; Kubernetes v1.36, {@code meta/v1} and {@code core/v1} {@code generated.proto}).
 */
public final class GrpcRequests {
    private static final String SERVICE = "workflow.WorkflowService/";
    private static final Map<String, Integer> LIST_OPTIONS = Map.of(
            "labelSelector", 1,
            "fieldSelector", 2,
            "resourceVersion", 4,
            "timeoutSeconds", 5,
            "allowWatchBookmarks", 9,
            "resourceVersionMatch", 10,
            "sendInitialEvents", 11);
    private static final Map<String, Integer> LOG_OPTIONS = Map.of(
            "container", 1,
            "follow", 2,
            "previous", 3,
            "sinceSeconds", 4,
            "timestamps", 6,
            "tailLines", 7,
            "limitBytes", 8,
            "insecureSkipTLSVerifyBackend", 9,
            "stream", 10);

    private static final Set<Integer> LIST_TEXTS = Set.of(1, 2, 4, 10);
    private static final Set<Integer> LOG_TEXTS = Set.of(1, 10);
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private GrpcRequests() {}

    /** A watch, with a {@code workflow.WatchWorkflowsRequest}. */
    public static ArgoRequest watch(UpstreamQuery query) {
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        text(message, 1, query.namespace());
        nested(message, 2, options(query.listOptions(), LIST_OPTIONS, LIST_TEXTS));
        return ArgoRequest.grpc(SERVICE + "WatchWorkflows", message.build().toByteArray());
    }

    /** A log, with a {@code workflow.WorkflowLogRequest}; always with options, see {@link WorkflowRequests#logs}. */
    public static ArgoRequest logs(Namespace namespace, LogSelection selection) {
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        text(message, 1, selection.workflow().value());
        text(message, 2, namespace.value());
        selection.podName().ifPresent(pod -> text(message, 3, pod));
        nested(message, 4, options(selection.options(), LOG_OPTIONS, LOG_TEXTS));
        selection.grep().ifPresent(grep -> text(message, 5, grep));
        selection.selector().ifPresent(selector -> text(message, 6, selector));
        return ArgoRequest.grpc(SERVICE + "WorkflowLogs", message.build().toByteArray());
    }

    private static UnknownFieldSet options(
            Map<String, String> options, Map<String, Integer> numbers, Set<Integer> texts) {
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        new TreeMap<>(options).forEach((name, value) -> {
            Integer number = numbers.get(name);
            if (number != null && texts.contains(number)) {
                text(message, number, value);
            } else if (number != null) {
                number(message, number, value);
            }
        });
        return message.build();
    }

    /** Booleans and whole numbers have the same encoding; any other value is omitted. */
    private static void number(UnknownFieldSet.Builder message, int number, String value) {
        boolean truth = value.equals("true");
        if (truth || value.equals("false")) {
            message.mergeVarintField(number, truth ? 1 : 0);
        } else if (WHOLE.matcher(value).matches()) {
            message.addField(
                    number, Field.newBuilder().addVarint(Long.parseLong(value)).build());
        }
    }

    private static void text(UnknownFieldSet.Builder message, int number, String value) {
        if (!value.isEmpty()) {
            message.addField(
                    number,
                    Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8(value))
                            .build());
        }
    }

    private static void nested(UnknownFieldSet.Builder message, int number, UnknownFieldSet value) {
        message.addField(
                number,
                Field.newBuilder().addLengthDelimited(value.toByteString()).build());
    }
}
