package io.tiphys.gateway.argo.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resubmit;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resume;
import io.tiphys.gateway.lifecycle.WorkflowAction.Retry;
import io.tiphys.gateway.lifecycle.WorkflowAction.Stop;
import io.tiphys.gateway.lifecycle.WorkflowAction.Suspend;
import io.tiphys.gateway.lifecycle.WorkflowAction.Terminate;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Requests that change an existing workflow. */
public final class ChangeRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Argo's label on a resubmitted workflow (argo-workflows v4.0.5, {@code workflow/common}). */
    private static final String RESUBMITTED_FROM = "workflows.argoproj.io/resubmitted-from-workflow";

    private ChangeRequests() {}

    public static ArgoRequest delete(Namespace namespace, WorkflowName name) {
        return ArgoRequest.delete(WorkflowRequests.workflow(namespace, name), itself(namespace, name));
    }

    public static ArgoRequest of(Namespace namespace, WorkflowName name, WorkflowAction action) {
        ArgoPath path = ArgoPath.of("workflows", namespace.value(), name.value(), verb(action));
        byte[] json = body(action).toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> traces = action instanceof Resubmit
                ? Map.of("namespace", namespace.value(), "labelSelector", RESUBMITTED_FROM + "=" + name)
                : itself(namespace, name);
        return ArgoRequest.put(path, json, traces);
    }

    private static Map<String, String> itself(Namespace namespace, WorkflowName name) {
        return Map.of("namespace", namespace.value(), "workflow", name.value());
    }

    private static String verb(WorkflowAction action) {
        return switch (action) {
            case Stop stop -> "stop";
            case Terminate terminate -> "terminate";
            case Suspend suspend -> "suspend";
            case Resume resume -> "resume";
            case Retry retry -> "retry";
            case Resubmit resubmit -> "resubmit";
        };
    }

    private static ObjectNode body(WorkflowAction action) {
        ObjectNode body = JSON.createObjectNode();
        switch (action) {
            case Stop stop -> {
                stop.message().ifPresent(text -> body.put("message", text));
                stop.nodeFieldSelector().ifPresent(selector -> body.put("nodeFieldSelector", selector));
            }
            case Terminate terminate -> {}
            case Suspend suspend -> {}
            case Resume resume ->
                resume.nodeFieldSelector().ifPresent(selector -> body.put("nodeFieldSelector", selector));
            case Retry retry -> {
                body.put("restartSuccessful", retry.restartSuccessful());
                retry.nodeFieldSelector().ifPresent(selector -> body.put("nodeFieldSelector", selector));
                parameters(body, retry.parameters());
            }
            case Resubmit resubmit -> {
                body.put("memoized", resubmit.memoized());
                parameters(body, resubmit.parameters());
            }
        }
        return body;
    }

    private static void parameters(ObjectNode body, List<String> parameters) {
        parameters.forEach(body.putArray("parameters")::add);
    }
}
