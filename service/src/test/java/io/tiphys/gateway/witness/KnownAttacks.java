package io.tiphys.gateway.witness;

import java.util.ArrayList;
import java.util.List;

/** Requests by which callers once gained rights, in each environment. They come first in every run. */
final class KnownAttacks {
    /** What their requests are about. */
    static final String ABOUT = "a known attack";

    private static final List<String> OVERRIDE =
            List.of("Content-Type: application/x-www-form-urlencoded", "X-HTTP-Method-Override: GET");
    private static final List<String> DELETING =
            List.of("Content-Type: application/x-www-form-urlencoded", "X-HTTP-Method-Override: DELETE");
    private static final List<String> ANOTHERS_COOKIE =
            List.of("Connection: authorization", "Cookie: authorization=Bearer @TOKEN:all@");
    private static final String SPEC =
            "\"spec\":{\"entrypoint\":\"m\",\"suspend\":true,\"templates\":[{\"name\":\"m\",%s}]}";
    private static final String PLAIN = SPEC.formatted("\"suspend\":{}");
    private static final String METADATA = "\"metadata\":{\"generateName\":\"fresh-\"}";
    private static final String DRY_RUN =
            "{\"createOptions\":{\"dryRun\":[\"All\"]},\"workflow\":{" + METADATA + "," + PLAIN + "}}";
    private static final String THROUGH_OUTER = "{\"workflow\":{" + METADATA + ","
            + SPEC.formatted("\"steps\":[[{\"name\":\"a\",\"templateRef\":{\"name\":\"outer\",\"template\":\"o\"}}]]")
            + "}}";

    private final Names names;
    private final List<WitnessRequest> all = new ArrayList<>();

    private KnownAttacks(Names names) {
        this.names = names;
    }

    static List<WitnessRequest> in(Names names) {
        KnownAttacks attacks = new KnownAttacks(names);
        names.environments().forEach(attacks::add);
        return attacks.all;
    }

    private void add(String environment) {
        methods(environment);
        paths(environment);
        queries(environment);
        rights(environment);
    }

    private void methods(String environment) {
        String workflows = "/workflows/" + names.served();
        http(environment, "nobody", "POST", workflows, List.of(), OVERRIDE, DRY_RUN);
        http(environment, "nobody", "GET", workflows + "/bait-run/log", List.of(), ANOTHERS_COOKIE, "");
        http(environment, "nobody", "POST", workflows + "/lint", List.of(), DELETING, DRY_RUN);
        http(environment, "nobody", "POST", workflows + "/lint", List.of("=bait-run"), OVERRIDE, DRY_RUN);
        http(environment, "nobody", "POST", workflows + "/lint", List.of("=bait-run"), DELETING, DRY_RUN);
        http(
                environment,
                "nobody",
                "POST",
                workflows + "/submit",
                List.of(),
                DELETING,
                "{\"resourceKind\":\"WorkflowTemplate\",\"resourceName\":\"plain\",\"submitOptions\":{\"dryRun\":true}}");
        http(
                environment,
                "nobody",
                "POST",
                "/workflow-templates/" + names.served() + "/lint",
                List.of(),
                DELETING,
                "{\"template\":{\"metadata\":{\"name\":\"x\"}," + PLAIN + "}}");
    }

    private void paths(String environment) {
        String workflow = "/workflows/" + names.served() + "/bait-failed";
        List<String> container = List.of("logOptions.container=main");
        http(environment, "getter", "GET", workflow + "%2Flog", container, List.of(), "");
        http(environment, "getter", "GET", workflow + "%2Fbait-pod%2Flog", container, List.of(), "");
        http(environment, "getter", "GET", workflow + "%2Flog", List.of(), List.of(), "");
        http(environment, "log-reader", "GET", workflow + "/log", List.of("logOptionsX=1"), List.of(), "");
        http(
                environment,
                "cron-updater",
                "PUT",
                "/cron-workflows/" + names.served() + "/nightly%2Fsuspend",
                List.of(),
                List.of(),
                "{\"cronWorkflow\":{\"metadata\":{\"name\":\"nightly\"},\"spec\":{\"schedules\":[\"0 0 1 1"
                        + " *\"],\"workflowSpec\":{\"entrypoint\":\"m\",\"templates\":[{\"name\":\"m\",\"suspend\":{}}]}}}}");
    }

    private void queries(String environment) {
        String kept = "/workflows/" + names.served() + "/bait-kept";
        http(environment, "getter", "DELETE", kept, List.of("force[true]="), List.of(), "");
        http(environment, "getter", "DELETE", kept, List.of("a&".repeat(1024) + "force=true"), List.of(), "");
        http(environment, "getter", "GET", kept, List.of("uid[00000000-0000-0000-0000-000000000000]="), List.of(), "");
        for (String way : List.of("=" + names.unserved(), "[" + names.unserved() + "]")) {
            for (String path : List.of(
                    "workflows",
                    "workflow-templates",
                    "cron-workflows",
                    "workflow-event-bindings",
                    "event-sources",
                    "workflow-events",
                    "stream/events",
                    "stream/sensors")) {
                http(environment, "all", "GET", "/" + path + "/" + names.served(), List.of(way), List.of(), "");
            }
            http(
                    environment,
                    "all",
                    "GET",
                    "/workflow-templates/" + names.served() + "/plain",
                    List.of(way),
                    List.of(),
                    "");
        }
        for (int once = 0; once < 3; once++) {
            http(
                    environment,
                    "all",
                    "GET",
                    "/archived-workflows",
                    List.of("namespace=" + names.served(), "namespace[" + names.unserved() + "]="),
                    List.of(),
                    "");
        }
    }

    private void rights(String environment) {
        String sync = "/sync/" + names.served();
        String limit = "{\"cmName\":\"bait-limits\",\"key\":\"other\",\"limit\":1}";
        http(environment, "limit-creator", "POST", sync, List.of(), List.of(), limit);
        http(environment, "limit-updater", "PUT", sync + "/parallelism", List.of(), List.of(), limit);
        http(
                environment,
                "limit-updater",
                "DELETE",
                sync + "/parallelism",
                List.of("cmName=bait-limits"),
                List.of(),
                "");
        http(
                environment,
                "outer-reader",
                "POST",
                "/workflows/" + names.served() + "/lint",
                List.of(),
                List.of(),
                THROUGH_OUTER);
        http(
                environment,
                "outer-reader",
                "POST",
                "/workflows/" + names.served(),
                List.of(),
                List.of(),
                "{\"createOptions\":{\"dryRun\":[\"All\"]}," + THROUGH_OUTER.substring(1));
        http(environment, "outer-reader", "POST", "/workflows/" + names.served(), List.of(), List.of(), THROUGH_OUTER);
        for (String discriminator : List.of("go", "evil", "cluster")) {
            http(
                    environment,
                    "event-sender",
                    "POST",
                    "/events/" + names.served() + "/" + discriminator,
                    List.of(),
                    List.of(),
                    "{}");
        }
        String latest = "/workflows/" + names.served() + "/@latest";
        http(environment, "getter", "DELETE", latest, List.of(), List.of(), "");
        http(environment, "getter", "GET", latest, List.of(), List.of(), "");
        http(environment, "log-reader", "GET", latest + "/log", List.of("logOptions.container=main"), List.of(), "");
        http(
                environment,
                "watcher",
                "GET",
                "/workflow-events/" + names.served(),
                List.of("listOptions.fieldSelector=metadata.name%3D@latest"),
                List.of(),
                "");
        http(
                environment,
                "retrier",
                "PUT",
                "/archived-workflows/absent/retry",
                List.of(),
                List.of(),
                "{\"namespace\":\"" + names.served() + "\"}");
    }

    private void http(
            String environment,
            String caller,
            String method,
            String path,
            List<String> query,
            List<String> headers,
            String body) {
        all.add(new WitnessRequest(
                ABOUT,
                Wire.HTTP,
                environment,
                caller,
                method,
                "/argo/" + environment + "/api/v1" + path,
                query,
                headers,
                body,
                ""));
    }
}
