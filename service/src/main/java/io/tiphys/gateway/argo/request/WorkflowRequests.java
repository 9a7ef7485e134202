package io.tiphys.gateway.argo.request;

import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.log.LogSelection;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Requests that read and watch workflows (argo-workflows v4.0.5, {@code pkg/apiclient/workflow/workflow.proto}). */
public final class WorkflowRequests {
    private static final Pattern NAME_PREFIX = Pattern.compile("[a-z0-9][-a-z0-9.]*");

    private WorkflowRequests() {}

    public static ArgoPath workflow(Namespace namespace, WorkflowName name) {
        return ArgoPath.of("workflows", namespace.value(), name.value());
    }

    /**
     * A request that creates a workflow.
     *
     * @param workflow the document as JSON
     */
    public static ArgoRequest create(Namespace namespace, byte[] workflow) {
        return ArgoRequest.postWorkflow(ArgoPath.of("workflows", namespace.value()), workflow, Effect.CHANGE);
    }

    /**
     * A page without nodes. The request always wants the remaining count: without the count, Argo 4.0 reports a page as the
     * last one as soon as its archive has no more, regardless of live workflows (argo-workflows#15118).
     */
    public static ArgoRequest list(Namespace namespace, ListQuery query) {
        List<String> fieldSelectors = new ArrayList<>(List.of("ext.showRemainingItemCount=true"));
        query.namePrefix()
                .map(WorkflowRequests::namePrefix)
                .ifPresent(prefix -> fieldSelectors.add("metadata.name=" + prefix));
        ArgoPath path = ArgoPath.of("workflows", namespace.value())
                .with("listOptions.limit", Integer.toString(query.pageSize()))
                .with("listOptions.fieldSelector", String.join(",", fieldSelectors))
                .with("fields", "-items.status.nodes,items.status.compressedNodes");
        if (query.namePrefix().isPresent()) {
            path = path.with("nameFilter", "Prefix");
        }
        if (query.labelSelector().isPresent()) {
            path = path.with("listOptions.labelSelector", query.labelSelector().get());
        }
        if (query.pageToken().isPresent()) {
            path = path.with("listOptions.continue", query.pageToken().get());
        }
        return ArgoRequest.get(path);
    }

    /** A comma would begin another selector, and the server's database reads {@code _} and {@code %} as wildcards. */
    private static String namePrefix(String prefix) {
        if (!NAME_PREFIX.matcher(prefix).matches()) {
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "Parameter 'namePrefix' is not valid.")
                    .withViolations(List.of(Violation.ofParameter(
                            "name-prefix", "namePrefix", "No workflow name can have this prefix."))));
        }
        return prefix;
    }

    public static ArgoRequest watch(UpstreamQuery query) {
        ArgoPath path = ArgoPath.of("workflow-events", query.namespace());
        for (Map.Entry<String, String> option : query.listOptions().entrySet()) {
            path = path.with("listOptions." + option.getKey(), option.getValue());
        }
        return ArgoRequest.get(path);
    }

    /** Always with options: without any, the first line of a log crashes the whole Argo Server (argo-workflows#13585). */
    public static ArgoRequest logs(Namespace namespace, LogSelection selection) {
        ArgoPath path =
                ArgoPath.of("workflows", namespace.value(), selection.workflow().value(), "log");
        Map<String, String> options = new TreeMap<>(selection.options());
        options.putIfAbsent("follow", "false");
        for (Map.Entry<String, String> option : options.entrySet()) {
            path = path.with("logOptions." + option.getKey(), option.getValue());
        }
        if (selection.podName().isPresent()) {
            path = path.with("podName", selection.podName().get());
        }
        if (selection.grep().isPresent()) {
            path = path.with("grep", selection.grep().get());
        }
        if (selection.selector().isPresent()) {
            path = path.with("selector", selection.selector().get());
        }
        return ArgoRequest.get(path);
    }
}
