package io.tiphys.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway that acts as an account with all rights in a namespace, and callers who may use the account and have some rights of
 * their own.
 */
final class DelegatedWorld implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLERS = 12;

    private final KubernetesClient admin;
    private final TestNamespace namespace;
    private final WireJournal journal;
    private final FaultProxy argo;
    private final RunningGateway gateway;
    private final AtomicInteger callers = new AtomicInteger();

    private DelegatedWorld(
            KubernetesClient admin,
            TestNamespace namespace,
            WireJournal journal,
            FaultProxy argo,
            RunningGateway gateway) {
        this.admin = admin;
        this.namespace = namespace;
        this.journal = journal;
        this.argo = argo;
        this.gateway = gateway;
    }

    static DelegatedWorld start() {
        ClusterUnderTest cluster = ClusterUnderTest.current();
        TestNamespace namespace = TestNamespace.create(cluster);
        namespace.serviceAccount(Accounts.SUBMITTER);
        namespace.grant(
                Accounts.SUBMITTER,
                Accounts.argo("*", "*"),
                Accounts.core("configmaps", "*"),
                Accounts.core("secrets", "*"),
                Accounts.core("pods", "*"),
                Accounts.core("pods/log", "*"));
        letReadClusterTemplates(cluster.admin(), namespace);
        String[] users = new String[CALLERS];
        for (int number = 0; number < CALLERS; number++) {
            namespace.serviceAccount("caller-" + number);
            users[number] = namespace.user("caller-" + number);
        }
        WireJournal journal = new WireJournal();
        FaultProxy argo = FaultProxy.ofArgo(cluster, journal);
        RunningGateway gateway = RunningGateway.start(EnvironmentSettings.of(
                        "delegated",
                        argo.uri(),
                        GatewayAccount.forTokenRequest(cluster, namespace).access(),
                        namespace)
                .accountUsers(users)
                .tokenRequest());
        return new DelegatedWorld(cluster.admin(), namespace, journal, argo, gateway);
    }

    private static void letReadClusterTemplates(KubernetesClient admin, TestNamespace namespace) {
        String name = namespace.name() + "-cluster-templates";
        var role = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(Accounts.argo("clusterworkflowtemplates", "get"))
                .build();
        var binding = new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("", "ServiceAccount", Accounts.SUBMITTER, namespace.name())
                .build();
        admin.resource(role).create();
        admin.resource(binding).create();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            admin.resource(binding).delete();
            admin.resource(role).delete();
        }));
    }

    String namespace() {
        return namespace.name();
    }

    /** The token of a new caller who may do this in the namespace, and nothing else. */
    String callerWhoMay(PolicyRule... rights) {
        String account = "caller-" + callers.getAndIncrement();
        namespace.grant(account, rights);
        return namespace.token(account).reveal();
    }

    /** Applies YAML past the gateway. */
    void apply(String yaml) {
        namespace.apply(yaml);
    }

    /** Makes a template past the gateway whose only template is this one. */
    void template(String name, String more, String template) {
        apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: %s}
                spec: {entrypoint: main, suspend: true%s, templates: [%s]}
                """.formatted(name, more, template));
    }

    /** The data of a config map. */
    Map<String, String> configMap(String name) {
        return admin.configMaps()
                .inNamespace(namespace.name())
                .withName(name)
                .get()
                .getData();
    }

    /** The names of all objects of a kind. */
    List<String> names(String plural) {
        return admin
                .genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup("argoproj.io")
                        .withVersion("v1alpha1")
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build())
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .map(GenericKubernetesResource::getMetadata)
                .map(metadata -> metadata.getName())
                .sorted()
                .toList();
    }

    /** The methods and paths of all calls that the Argo Server got. */
    List<String> callsOfArgo() {
        return journal.calls().stream()
                .map(call -> call.method() + " " + call.path())
                .toList();
    }

    /** A call of the gateway; {@code $} in the path stands for the namespace. */
    AggregatedHttpResponse call(String token, String method, String path, String body) {
        RequestHeaders headers = RequestHeaders.of(
                HttpMethod.valueOf(method),
                path.replace("$", namespace.name()),
                "authorization",
                "Bearer " + token,
                "content-type",
                "application/json");
        return WebClient.of(gateway.rest())
                .execute(HttpRequest.of(headers, HttpData.ofUtf8(body)))
                .aggregate()
                .join();
    }

    /** The gateway's reason for a refusal; empty for an answer of the Argo Server's own. */
    static String reason(AggregatedHttpResponse answer) {
        return json(answer).at("/details/0/reason").asText("");
    }

    static JsonNode json(AggregatedHttpResponse answer) {
        try {
            return JSON.readTree(answer.contentUtf8());
        } catch (IOException e) {
            throw new AssertionError(answer.contentUtf8(), e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        argo.close();
        namespace.close();
    }
}
