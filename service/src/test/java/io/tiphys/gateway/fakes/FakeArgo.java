package io.tiphys.gateway.fakes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.idempotency.KeyedWorkflows;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.WorkflowControl;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.submission.WorkflowSubmitter;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** The ports to an Argo Server: holds the workflows that the test puts in, and remembers what it was asked. */
public final class FakeArgo implements WorkflowControl, WorkflowSubmitter, KeyedWorkflows {
    /** What was asked, for example {@code get science/hello}, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** The queries and actions that came with it, in order. */
    public final List<Object> arguments = new CopyOnWriteArrayList<>();

    /** The tokens that were shown, in order. */
    public final List<String> shown = new CopyOnWriteArrayList<>();

    /** Tokens to answer 401 to. */
    public final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Run at the start of every call; may wait or throw. */
    public volatile Runnable before = () -> {};

    /** Run once a workflow is created; may throw, and then nobody is told. */
    public volatile Runnable after = () -> {};

    /** The watches to answer with, one after the other. */
    public final Queue<EventStream<WorkflowChange>> watches = new ConcurrentLinkedQueue<>();

    /** The log streams to answer with, one after the other. */
    public final Queue<EventStream<LogLine>> logs = new ConcurrentLinkedQueue<>();

    /** Templates of either kind, by their names. */
    public final Map<String, WorkflowObject> templates = new ConcurrentHashMap<>();

    /** What a lint answers with. */
    public volatile WorkflowObject linted = workflow("linted", "Pending", "");

    private final Map<String, WorkflowObject> workflows = new ConcurrentHashMap<>();

    /** A workflow of this name in namespace {@code science}. */
    public static WorkflowObject workflow(String name, String phase, String version) {
        String json = "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"science\",\"resourceVersion\":\""
                + version + "\"},\"status\":{\"phase\":\"" + phase + "\"}}";
        return new WorkflowObject(
                new WorkflowSummary("science", name, "uid-" + name, version, phase, "1/2", "a message", ""),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on this workflow is there. */
    public FakeArgo holds(WorkflowObject workflow) {
        workflows.put(workflow.summary().name(), workflow);
        return this;
    }

    /** From now on no workflow of this name is there. */
    public void forgets(String name) {
        workflows.remove(name);
    }

    @Override
    public WorkflowObject submit(ArgoCall call, byte[] workflow) {
        ask("submit", call, "", new String(workflow, StandardCharsets.UTF_8));
        return workflow("created", "Pending", "1");
    }

    /** Keeps the workflow under its name, as Kubernetes does. */
    @Override
    public WorkflowObject create(ArgoCall call, byte[] workflow) {
        ask("create", call, "", new String(workflow, StandardCharsets.UTF_8));
        String name = nameIn(workflow);
        WorkflowObject created =
                new WorkflowObject(workflow(name, "Pending", "1").summary(), workflow);
        if (workflows.putIfAbsent(name, created) != null) {
            throw new GatewayException(Problem.of(
                    ErrorReason.WORKFLOW_CONFLICT,
                    "workflows.argoproj.io \"" + name
                            + "\" already exists, the server was not able to generate a unique name for the object"));
        }
        after.run();
        return created;
    }

    private static String nameIn(byte[] workflow) {
        try {
            return new ObjectMapper().readTree(workflow).at("/metadata/name").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WorkflowObject find(ArgoCall call, WorkflowName name) {
        ask("find", call, name.value(), Optional.empty());
        return held(name);
    }

    @Override
    public WorkflowObject lint(ArgoCall call, byte[] workflow) {
        ask("lint", call, "", new String(workflow, StandardCharsets.UTF_8));
        return linted;
    }

    @Override
    public WorkflowObject get(ArgoCall call, WorkflowName name) {
        ask("get", call, name.value(), Optional.empty());
        return held(name);
    }

    @Override
    public WorkflowObject template(ArgoCall call, boolean clusterScope, WorkflowName name) {
        ask(clusterScope ? "cluster template" : "template", call, name.value(), Optional.empty());
        WorkflowObject template = templates.get(name.value());
        if (template == null) {
            throw new GatewayException(Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "no such template"));
        }
        return template;
    }

    @Override
    public WorkflowPage list(ArgoCall call, ListQuery query) {
        ask("list", call, "", query);
        List<WorkflowObject> all = workflows.values().stream()
                .sorted((a, b) -> a.summary().name().compareTo(b.summary().name()))
                .limit(query.pageSize())
                .toList();
        return new WorkflowPage(all, all.size() < workflows.size() ? Optional.of("more") : Optional.empty());
    }

    @Override
    public WorkflowObject change(ArgoCall call, WorkflowName name, WorkflowAction action) {
        ask("change", call, name.value(), action);
        return held(name);
    }

    @Override
    public void delete(ArgoCall call, WorkflowName name) {
        ask("delete", call, name.value(), Optional.empty());
        held(name);
        workflows.remove(name.value());
    }

    @Override
    public EventStream<WorkflowChange> watch(StandingCredential credential, Namespace namespace, WatchQuery query) {
        return credential.call(call -> {
            ask("watch", call, "", query);
            return watches.remove();
        });
    }

    @Override
    public EventStream<LogLine> logs(
            StandingCredential credential, Namespace namespace, WorkflowName name, LogQuery query) {
        return credential.call(call -> {
            ask("logs", call, name.value(), query);
            return logs.remove();
        });
    }

    private void ask(String what, ArgoCall call, String name, Object argument) {
        asked.add(what + " " + call.namespace() + "/" + name);
        arguments.add(argument);
        shown.add(call.token().reveal());
        if (refused.contains(call.token().reveal())) {
            throw new CredentialRefusedException("401");
        }
        before.run();
    }

    private WorkflowObject held(WorkflowName name) {
        WorkflowObject workflow = workflows.get(name.value());
        if (workflow == null) {
            throw new GatewayException(
                    Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "There is no workflow '" + name + "'."));
        }
        return workflow;
    }
}
