package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.DelegatedWorld.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What templates lead to is shown and run for those alone who may read and run it. */
final class NestedTemplatesIT {
    private static final String SECRET = "what-nobody-may-know";
    private static final String WORKFLOW = "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\","
            + "\"metadata\":{\"namespace\":\"$\",\"generateName\":\"nest-\"},\"spec\":{\"entrypoint\":\"main\","
            + "\"suspend\":true,\"templates\":[{\"name\":\"main\",\"steps\":[[{\"name\":\"a\",\"templateRef\":"
            + "{\"name\":\"outer\",\"template\":\"main\"}}]]}]}}";
    private static final String OWN_API = "/v1/environments/delegated/namespaces/$/workflows?validateOnly=true";

    private static DelegatedWorld world;
    private static String reader;
    private static String readerOfAll;

    @BeforeAll
    static void start() {
        world = DelegatedWorld.start();
        world.template("inner", "", "{name: main, container: {image: busybox, args: [" + SECRET + "]}}");
        world.template("middle", "", calling("inner"));
        world.template("outer", "", calling("middle"));
        PolicyRule readOuterTemplates = Accounts.argo("workflowtemplates", "get");
        readOuterTemplates.setResourceNames(List.of("outer", "middle"));
        reader = world.callerWhoMay(Accounts.argo("workflows", "create"), readOuterTemplates);
        readerOfAll =
                world.callerWhoMay(Accounts.argo("workflows", "create"), Accounts.argo("workflowtemplates", "get"));
        List<String> lint = callsThatRunNothing().getFirst();
        String body = lint.get(1).replace("$", world.namespace());
        Awaiting.until(() ->
                world.call(readerOfAll, "POST", lint.getFirst(), body).status().code() == 200);
    }

    private static String calling(String template) {
        return "{name: main, steps: [[{name: a, templateRef: {name: %s, template: main}}]]}".formatted(template);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    static List<List<String>> callsThatRunNothing() {
        String submit =
                "{\"resourceKind\":\"WorkflowTemplate\",\"resourceName\":\"outer\",\"submitOptions\":{\"%s\":true}}";
        String create = "{\"workflow\":" + WORKFLOW + ",%s}";
        return List.of(
                List.of("/api/v1/workflows/$/lint", "{\"workflow\":" + WORKFLOW + "}"),
                List.of("/api/v1/workflows/$", create.formatted("\"createOptions\":{\"dryRun\":[\"All\"]}")),
                List.of("/api/v1/workflows/$", create.formatted("\"serverDryRun\":true")),
                List.of("/api/v1/workflows/$/submit", submit.formatted("dryRun")),
                List.of("/api/v1/workflows/$/submit", submit.formatted("serverDryRun")),
                List.of(OWN_API, WORKFLOW));
    }

    @ParameterizedTest
    @MethodSource("callsThatRunNothing")
    void showTemplatesInsideOfTemplatesToThoseAloneWhoMayReadThem(List<String> call) {
        String body = call.get(1).replace("$", world.namespace());
        AggregatedHttpResponse answer = world.call(reader, "POST", call.getFirst(), body);
        assertThat(answer.status().code()).as(answer.contentUtf8()).isEqualTo(200);
        assertThat(answer.contentUtf8()).contains("outer").doesNotContain(SECRET);

        assertThat(world.call(readerOfAll, "POST", call.getFirst(), body).contentUtf8())
                .contains(SECRET);
    }

    @Test
    void startsNoEventThatRunsAsAnAccountThatTheEnvironmentDoesNotAllow() {
        try (DelegatedWorld events = DelegatedWorld.start()) {
            events.template("strong", ", serviceAccountName: admin", "{name: main, suspend: {}}");
            events.apply(binding("strong", false));
            String sender = events.callerWhoMay(sending());

            AggregatedHttpResponse refused = events.call(sender, "POST", "/api/v1/events/$/go", "{}");
            assertThat(reason(refused)).as(refused.contentUtf8()).isEqualTo("WORKFLOW_INVALID");
            assertThat(events.names("workflows")).isEmpty();
        }
    }

    @Test
    void startsNoEventFromAClusterTemplateThatTheCallerMayNotRead() {
        try (DelegatedWorld events = DelegatedWorld.start()) {
            events.apply(binding("shared", true));
            String sender = events.callerWhoMay(sending());

            AggregatedHttpResponse refused = events.call(sender, "POST", "/api/v1/events/$/go", "{}");
            assertThat(reason(refused)).as(refused.contentUtf8()).isEqualTo("ACCESS_DENIED");
            assertThat(refused.contentUtf8()).contains("get clusterworkflowtemplates 'shared'");
        }
    }

    @Test
    void startsAnEventWhoseTemplatesTheCallerMayRun() {
        try (DelegatedWorld events = DelegatedWorld.start()) {
            events.template("plain", "", "{name: main, suspend: {}}");
            events.apply(binding("plain", false));
            String sender = events.callerWhoMay(sending());

            AggregatedHttpResponse answer = events.call(sender, "POST", "/api/v1/events/$/go", "{}");
            assertThat(answer.status().code()).as(answer.contentUtf8()).isEqualTo(200);
            Awaiting.until(() -> !events.names("workflows").isEmpty());
        }
    }

    private static PolicyRule[] sending() {
        return new PolicyRule[] {
            Accounts.argo("workfloweventbindings", "list"),
            Accounts.argo("workflowtemplates", "get"),
            Accounts.argo("workflows", "create")
        };
    }

    private static String binding(String template, boolean clusterScope) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowEventBinding
                metadata: {name: starts-%1$s}
                spec:
                  event: {selector: discriminator == "go"}
                  submit: {workflowTemplateRef: {name: %1$s, clusterScope: %2$s}}
                """.formatted(template, clusterScope);
    }
}
