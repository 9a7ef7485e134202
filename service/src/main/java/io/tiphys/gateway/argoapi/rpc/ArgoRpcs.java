package io.tiphys.gateway.argoapi.rpc;

import static io.tiphys.gateway.argoapi.rpc.Right.argo;
import static io.tiphys.gateway.argoapi.rpc.Right.core;

import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.guard.EventBindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The access table of the Argo API: all 68 remote procedures of argo-workflows v4.0.5 with the permissions that the Argo
 * Server uses for each ({@code server/}, {@code pkg/apiclient}). In environments with delegated identities the gateway
 * reviews the caller's own permissions for these. There it rejects a procedure that the table does not contain.
 */
public final class ArgoRpcs {
    private static final List<ArgoRpc> ALL = new Table()
                    .service("workflow.WorkflowService")
                    .carrying(Document.WORKFLOW)
                    .rpc("CreateWorkflow", "POST /workflows/{namespace}", Effect.CHANGE, ArgoRpcs::create)
                    .rpc("LintWorkflow", "POST /workflows/{namespace}/lint", Effect.LINT, none())
                    .carrying(null)
                    .rpc("GetWorkflow", "GET /workflows/{namespace}/{name}", Effect.READ, ArgoRpcs::get)
                    .rpc("ListWorkflows", "GET /workflows/{namespace}", Effect.READ, needs(argo("list", "workflows")))
                    .stream("WatchWorkflows", "GET /workflow-events/{namespace}", ArgoRpcs::watch)
                    .stream("WatchEvents", "GET /stream/events/{namespace}", needs(core("watch", "events")))
                    .rpc("DeleteWorkflow", "DELETE /workflows/{namespace}/{name}", Effect.CHANGE, ArgoRpcs::delete)
                    .rpc(
                            "RetryWorkflow",
                            "PUT /workflows/{namespace}/{name}/retry",
                            Effect.CHANGE,
                            one(Operation.RETRY))
                    .rpc(
                            "ResubmitWorkflow",
                            "PUT /workflows/{namespace}/{name}/resubmit",
                            Effect.CHANGE,
                            one(Operation.RESUBMIT))
                    .rpc(
                            "ResumeWorkflow",
                            "PUT /workflows/{namespace}/{name}/resume",
                            Effect.CHANGE,
                            one(Operation.RESUME))
                    .rpc(
                            "SuspendWorkflow",
                            "PUT /workflows/{namespace}/{name}/suspend",
                            Effect.CHANGE,
                            one(Operation.SUSPEND))
                    .rpc(
                            "TerminateWorkflow",
                            "PUT /workflows/{namespace}/{name}/terminate",
                            Effect.CHANGE,
                            one(Operation.TERMINATE))
                    .rpc("StopWorkflow", "PUT /workflows/{namespace}/{name}/stop", Effect.CHANGE, ArgoRpcs::stop)
                    .rpc("SetWorkflow", "PUT /workflows/{namespace}/{name}/set", Effect.CHANGE, ArgoRpcs::set)
                    .stream("PodLogs", "GET /workflows/{namespace}/{name}/{podName}/log", ArgoRpcs::logs)
                    .stream("WorkflowLogs", "GET /workflows/{namespace}/{name}/log", ArgoRpcs::logs)
                    .rpc("SubmitWorkflow", "POST /workflows/{namespace}/submit", Effect.CHANGE, ArgoRpcs::submit)
                    .service("workflowtemplate.WorkflowTemplateService")
                    .documents(
                            "WorkflowTemplate",
                            "/workflow-templates/{namespace}",
                            "workflowtemplates",
                            Document.TEMPLATE)
                    .scope(Scope.CLUSTER)
                    .service("clusterworkflowtemplate.ClusterWorkflowTemplateService")
                    .documents(
                            "ClusterWorkflowTemplate",
                            "/cluster-workflow-templates",
                            "clusterworkflowtemplates",
                            Document.CLUSTER_TEMPLATE)
                    .scope(Scope.NAMESPACE)
                    .service("cronworkflow.CronWorkflowService")
                    .documents("CronWorkflow", "/cron-workflows/{namespace}", "cronworkflows", Document.CRON_WORKFLOW)
                    .rpc(
                            "ResumeCronWorkflow",
                            "PUT /cron-workflows/{namespace}/{name}/resume",
                            Effect.CHANGE,
                            cron("patch"))
                    .rpc(
                            "SuspendCronWorkflow",
                            "PUT /cron-workflows/{namespace}/{name}/suspend",
                            Effect.CHANGE,
                            cron("patch"))
                    .service("workflowarchive.ArchivedWorkflowService")
                    .rpc("ListArchivedWorkflows", "GET /archived-workflows", Effect.READ, on("list"))
                    .scope(Scope.EVERYWHERE)
                    .rpc("ListArchivedWorkflowLabelKeys", "GET /archived-workflows-label-keys", Effect.READ, on("list"))
                    .rpc(
                            "ListArchivedWorkflowLabelValues",
                            "GET /archived-workflows-label-values",
                            Effect.READ,
                            on("list"))
                    .scope(Scope.ARCHIVED)
                    .rpc("RetryArchivedWorkflow", "PUT /archived-workflows/{uid}/retry", Effect.CHANGE, retryArchived())
                    .rpc(
                            "ResubmitArchivedWorkflow",
                            "PUT /archived-workflows/{uid}/resubmit",
                            Effect.CHANGE,
                            on("get", "create"))
                    .rpc("GetArchivedWorkflow", "GET /archived-workflows/{uid}", Effect.READ, on("get"))
                    .rpc(
                            "DeleteArchivedWorkflow",
                            "DELETE /archived-workflows/{uid}",
                            Effect.CHANGE,
                            on("get", "delete"))
                    .scope(Scope.SERVER)
                    .service("info.InfoService")
                    .rpc("GetInfo", "GET /info", Effect.READ, none())
                    .rpc("GetVersion", "GET /version", Effect.READ, none())
                    .rpc("GetUserInfo", "GET /userinfo", Effect.READ, none())
                    .rpc("CollectEvent", "POST /tracking/event", Effect.READ, none())
                    .scope(Scope.NAMESPACE)
                    .service("event.EventService")
                    .rpc("ReceiveEvent", "POST /events/{namespace}/{discriminator}", Effect.CHANGE, event())
                    .rpc(
                            "ListWorkflowEventBindings",
                            "GET /workflow-event-bindings/{namespace}",
                            Effect.READ,
                            bindings())
                    .service("sync.SyncService")
                    .rpc(
                            "CreateSyncLimit",
                            "POST /sync/{namespace}",
                            Effect.CHANGE,
                            sync("create", "create", "get", "update"))
                    .rpc("GetSyncLimit", "GET /sync/{namespace}/{key}", Effect.READ, sync("get", "get"))
                    .rpc(
                            "UpdateSyncLimit",
                            "PUT /sync/{namespace}/{key}",
                            Effect.CHANGE,
                            sync("update", "get", "update"))
                    .rpc(
                            "DeleteSyncLimit",
                            "DELETE /sync/{namespace}/{key}",
                            Effect.CHANGE,
                            sync("delete", "get", "update"))
                    .service("eventsource.EventSourceService")
                    .events("EventSource", "event-sources", "eventsources")
                    .service("sensor.SensorService")
                    .events("Sensor", "sensors", "sensors")
                    .all;

    private static final Map<String, ArgoRpc> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ArgoRpc::name, UnaryOperator.identity()));

    private ArgoRpcs() {}

    public static List<ArgoRpc> all() {
        return ALL;
    }

    /** The procedure with this full name; empty if the table does not contain it. */
    public static Optional<ArgoRpc> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Function<ArgoRequestView, List<Right>> none() {
        return request -> List.of();
    }

    private static Function<ArgoRequestView, List<Right>> needs(Right... rights) {
        List<Right> fixed = List.of(rights);
        return request -> fixed;
    }

    private static Function<ArgoRequestView, List<Right>> on(String... verbs) {
        return needs(
                List.of(verbs).stream().map(verb -> argo(verb, "workflows")).toArray(Right[]::new));
    }

    private static Function<ArgoRequestView, List<Right>> cron(String verb) {
        return needs(argo(verb, "cronworkflows"));
    }

    /** The permissions of one of the gateway's own operations, on one workflow that the request names. */
    private static Function<ArgoRequestView, List<Right>> one(Operation operation) {
        return request -> named(request, operation);
    }

    private static List<Right> named(ArgoRequestView request, Operation operation, Right... more) {
        List<Right> rights = new ArrayList<>(Right.of(operation));
        rights.addAll(List.of(more));
        if (ArgoObject.LATEST.equals(request.text("name"))) {
            rights.add(argo("list", "workflows"));
        }
        return rights;
    }

    /** The archived workflow is created anew; nothing is updated. */
    private static Function<ArgoRequestView, List<Right>> retryArchived() {
        return needs(argo("get", "workflows"), argo("create", "workflows"), core("delete", "pods"));
    }

    /** The permissions for the templates of the bindings are known after the bindings are read: {@link EventBindings}. */
    private static Function<ArgoRequestView, List<Right>> event() {
        return needs(
                argo("list", "workfloweventbindings"), argo("get", "workflowtemplates"), argo("create", "workflows"));
    }

    private static Function<ArgoRequestView, List<Right>> bindings() {
        return needs(argo("list", "workfloweventbindings"));
    }

    /** A dry run creates nothing, and the Argo Server requires no permission. */
    private static List<Right> create(ArgoRequestView request) {
        boolean dryRun = request.has("createOptions.dryRun");
        return dryRun ? List.of() : List.of(argo("create", "workflows"));
    }

    private static List<Right> submit(ArgoRequestView request) {
        List<Right> rights = new ArrayList<>();
        if (!request.isTrue("submitOptions.dryRun")) {
            rights.add(argo("create", "workflows"));
        }
        if (SubmittedKind.of(request) == SubmittedKind.CRON_WORKFLOW) {
            rights.add(argo("get", "cronworkflows"));
        }
        return rights;
    }

    private static List<Right> get(ArgoRequestView request) {
        return named(request, Operation.GET);
    }

    private static List<Right> watch(ArgoRequestView request) {
        List<Right> rights = new ArrayList<>(Right.of(Operation.WATCH));
        String selector = request.text("listOptions.fieldSelector");
        if (selector.contains("metadata.name")) {
            rights.addAll(Right.of(Operation.GET));
        }
        if (selector.contains(ArgoObject.LATEST)) {
            rights.addAll(Right.of(Operation.LIST));
        }
        return rights;
    }

    private static List<Right> delete(ArgoRequestView request) {
        return request.isTrue("force")
                ? named(request, Operation.DELETE, argo("patch", "workflows"))
                : named(request, Operation.DELETE);
    }

    private static List<Right> stop(ArgoRequestView request) {
        return named(request, request.text("nodeFieldSelector").isEmpty() ? Operation.STOP : Operation.STOP_NODES);
    }

    private static List<Right> set(ArgoRequestView request) {
        return named(request, Operation.GET, argo("update", "workflows"));
    }

    private static List<Right> logs(ArgoRequestView request) {
        return named(request, request.isTrue("logOptions.follow") ? Operation.FOLLOW_LOGS : Operation.LOGS);
    }

    /**
     * Limits are stored in config maps, or in a database that permissions on workflows protect. Creating a limit in an
     * existing config map updates the config map, and each change reads it first ({@code server/sync/sync_cm.go}).
     */
    private static Function<ArgoRequestView, List<Right>> sync(String onDatabase, String... onConfigMaps) {
        List<Right> inConfigMaps =
                Stream.of(onConfigMaps).map(verb -> core(verb, "configmaps")).toList();
        List<Right> inDatabase = Stream.concat(Stream.of(argo(onDatabase, "workflows")), inConfigMaps.stream())
                .toList();
        return request -> request.isDefault("type", "CONFIGMAP") ? inConfigMaps : inDatabase;
    }

    /** Collects the rows. A row without its own scope or document has those of the previous row. */
    private static final class Table {
        private final List<ArgoRpc> all = new ArrayList<>();
        private String service = "";
        private Scope scope = Scope.NAMESPACE;
        private Optional<Document> document = Optional.empty();

        Table service(String name) {
            service = name;
            document = Optional.empty();
            return this;
        }

        Table scope(Scope next) {
            scope = next;
            return this;
        }

        Table carrying(@Nullable Document next) {
            document = Optional.ofNullable(next);
            return this;
        }

        Table rpc(String method, String route, Effect effect, Function<ArgoRequestView, List<Right>> rights) {
            return add(method, route, effect, false, rights);
        }

        /** A procedure that reads and whose response is a stream. */
        Table stream(String method, String route, Function<ArgoRequestView, List<Right>> rights) {
            return add(method, route, Effect.READ, true, rights);
        }

        private Table add(
                String method,
                String route,
                Effect effect,
                boolean streams,
                Function<ArgoRequestView, List<Right>> rights) {
            int blank = route.indexOf(' ');
            all.add(new ArgoRpc(
                    service + "/" + method,
                    route.substring(0, blank),
                    route.substring(blank + 1),
                    effect,
                    streams,
                    scope,
                    document,
                    rights));
            return this;
        }

        /** The six procedures of each kind of template, and of cron workflows. */
        Table documents(String kind, String path, String resource, Document carried) {
            boolean cron = carried.equals(Document.CRON_WORKFLOW);
            Function<ArgoRequestView, List<Right>> update =
                    cron ? needs(argo("get", resource), argo("update", resource)) : needs(argo("update", resource));
            Function<ArgoRequestView, List<Right>> delete =
                    cron ? needs(argo("get", resource), argo("delete", resource)) : needs(argo("delete", resource));
            return carrying(carried)
                    .rpc("Create" + kind, "POST " + path, Effect.CHANGE, needs(argo("create", resource)))
                    .rpc("Lint" + kind, "POST " + path + "/lint", Effect.LINT, none())
                    .rpc("Update" + kind, "PUT " + path + "/{name}", Effect.CHANGE, update)
                    .carrying(null)
                    .rpc("Get" + kind, "GET " + path + "/{name}", Effect.READ, needs(argo("get", resource)))
                    .rpc("List" + kind + "s", "GET " + path, Effect.READ, needs(argo("list", resource)))
                    .rpc("Delete" + kind, "DELETE " + path + "/{name}", Effect.CHANGE, delete);
        }

        /** The seven procedures of event sources, and of sensors. */
        Table events(String kind, String path, String resource) {
            String one = "/" + path + "/{namespace}/{name}";
            String many = "/" + path + "/{namespace}";
            String logs = kind + "sLogs";
            return rpc("Create" + kind, "POST " + many, Effect.CHANGE, needs(argo("create", resource)))
                    .rpc("Get" + kind, "GET " + one, Effect.READ, needs(argo("get", resource)))
                    .rpc("List" + kind + "s", "GET " + many, Effect.READ, needs(argo("list", resource)))
                    .rpc("Update" + kind, "PUT " + one, Effect.CHANGE, needs(argo("update", resource)))
                    .rpc("Delete" + kind, "DELETE " + one, Effect.CHANGE, needs(argo("delete", resource)))
                    .stream("Watch" + kind + "s", "GET /stream" + many, needs(argo("watch", resource)))
                    .stream(logs, "GET /stream" + many + "/logs", podLogs());
        }

        private static Function<ArgoRequestView, List<Right>> podLogs() {
            return needs(core("list", "pods"), core("watch", "pods"), core("get", "pods/log"));
        }
    }
}
