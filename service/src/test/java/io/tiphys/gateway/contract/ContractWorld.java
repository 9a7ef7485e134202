package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.ForgedTokens;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One gateway in front of one real cluster, with people in it; shared by all runs of the contract in a JVM. */
final class ContractWorld {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ResourceDefinitionContext WORKFLOWS = new ResourceDefinitionContext.Builder()
            .withGroup("argoproj.io")
            .withVersion("v1alpha1")
            .withKind("Workflow")
            .withPlural("workflows")
            .withNamespaced(true)
            .build();

    private static final String GETTER = "getter";

    private static @Nullable ContractWorld instance;

    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final TestNamespace namespace = TestNamespace.create(cluster);
    private final String absentNamespace = freshName("tiphys-absent");
    private final FaultProxy slowArgo = FaultProxy.ofArgo(cluster, new WireJournal());
    private final RunningGateway gateway;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final LeakWatch log = LeakWatch.over(this::tellsAToken);
    private final String token;
    private final String clusterAdminToken;

    record Person(String userName, String token) {}

    /** The world; made by the first test that asks. */
    static synchronized ContractWorld get() {
        ContractWorld world = instance;
        if (world == null) {
            world = new ContractWorld();
            instance = world;
        }
        return world;
    }

    private ContractWorld() {
        Accounts.prepare(namespace);
        namespace.tokenSecret(Accounts.SUBMITTER, Accounts.SUBMITTER + ".service-account-token");
        token = issued(namespace.token(Accounts.USER).reveal());
        clusterAdminToken = clusterAdmin();
        slowArgo.inject(new Fault.Delay(Duration.ofSeconds(3)));
        GatewayAccount direct = GatewayAccount.forDirect(cluster);
        GatewayAccount secret = GatewayAccount.forServiceAccountSecret(cluster, namespace);
        GatewayAccount minted = GatewayAccount.forTokenRequest(cluster, namespace);
        gateway = RunningGateway.start(
                EnvironmentSettings.of("slow", slowArgo.uri(), direct.access(), namespace)
                        .direct(),
                environment("direct", direct).direct(),
                environment("strict", direct)
                        .direct()
                        .with("rules.errors", List.of("no-deadline"))
                        .with("rules.warnings", List.of("timeout"))
                        .with("rules.ignored", List.of("no-ttl")),
                environment("secret", secret).serviceAccountSecret(),
                environment("minted", minted).tokenRequest(),
                elsewhere("direct", direct).direct(),
                elsewhere("secret", secret).serviceAccountSecret(),
                elsewhere("minted", minted).tokenRequest(),
                everywhere(direct),
                several("several-direct", direct).direct(),
                several("several-minted", minted).tokenRequest());
    }

    /** One that serves all namespaces, and has no default one. */
    private EnvironmentSettings everywhere(GatewayAccount account) {
        return EnvironmentSettings.of("everywhere", cluster.argoServer(), account.access())
                .with("namespaces", List.of("*"))
                .direct();
    }

    /** One that serves two namespaces, of which nobody made the first, and has no default one; it lets nobody use its account. */
    private EnvironmentSettings several(String name, GatewayAccount account) {
        return EnvironmentSettings.of(name, cluster.argoServer(), account.access())
                .with("namespaces", List.of(namespace.name(), absentNamespace));
    }

    private EnvironmentSettings environment(String name, GatewayAccount account) {
        return EnvironmentSettings.of(name, cluster.argoServer(), account.access(), namespace)
                .accountUsers(userName(), namespace.user("reader"), namespace.user(GETTER));
    }

    /** The same, for a namespace that nobody made. */
    private EnvironmentSettings elsewhere(String name, GatewayAccount account) {
        return environment(name + "-elsewhere", account)
                .with("namespaces", List.of(absentNamespace))
                .with("default-namespace", absentNamespace);
    }

    private String clusterAdmin() {
        namespace.serviceAccount("administrator");
        KubernetesClient admin = cluster.admin();
        var binding = new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(namespace.name() + "-administrator")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject("", "ServiceAccount", "administrator", namespace.name())
                .build();
        admin.resource(binding).create();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> admin.resource(binding).delete()));
        return issued(namespace.token("administrator").reveal());
    }

    RunningGateway gateway() {
        return gateway;
    }

    boolean pods() {
        return cluster.runsPods();
    }

    String namespace() {
        return namespace.name();
    }

    /** A namespace that the environments serve and that nobody made. */
    String absentNamespace() {
        return absentNamespace;
    }

    String token() {
        return token;
    }

    String userName() {
        return namespace.user(Accounts.USER);
    }

    String clusterAdminToken() {
        return clusterAdminToken;
    }

    String tokenForAnotherAudience() {
        return issued(namespace
                .token(Accounts.USER, Duration.ofMinutes(10), "somebody-else")
                .reveal());
    }

    String expiredToken() {
        Instant now = Instant.now();
        return issued(ForgedTokens.of(cluster)
                .token(namespace, Accounts.USER, now.minusSeconds(7200), now.minusSeconds(3600))
                .reveal());
    }

    /** Somebody who may do nothing yet. */
    Person newcomer() {
        return person(freshName("newcomer"));
    }

    /** Somebody whom the environment `minted` lets use its account, and who has these rights on workflows. */
    synchronized Person personWhoMay(String... verbs) {
        if (cluster.admin()
                        .serviceAccounts()
                        .inNamespace(namespace())
                        .withName("reader")
                        .get()
                == null) {
            Person reader = person("reader");
            namespace.grant("reader", Accounts.argo("workflows", verbs));
            return reader;
        }
        return new Person(
                namespace.user("reader"), issued(namespace.token("reader").reveal()));
    }

    /** Somebody whom the environment `minted` lets use its account, and who may get workflows and do nothing else. */
    Person getter() {
        Person getter = person(GETTER);
        namespace.grant(GETTER, Accounts.argo("workflows", "get"));
        return getter;
    }

    /** Somebody new who has these rights on workflows, and no others. */
    Person newcomerWhoMay(String... verbs) {
        String account = freshName("newcomer");
        Person newcomer = person(account);
        namespace.grant(account, Accounts.argo("workflows", verbs));
        return newcomer;
    }

    /** Somebody who may use the gateway's account of the namespace, as Kubernetes says, and nothing else. */
    Person impersonator() {
        Person impersonator = person(freshName("impersonator"));
        namespace.grant(
                impersonator.userName().substring(impersonator.userName().lastIndexOf(':') + 1),
                Accounts.impersonate(Accounts.SUBMITTER));
        return impersonator;
    }

    private Person person(String account) {
        namespace.serviceAccount(account);
        return new Person(
                namespace.user(account), issued(namespace.token(account).reveal()));
    }

    void apply(String yaml) {
        namespace.apply(yaml);
    }

    /** Denials are kept for two seconds. */
    void passTheTimeThatDenialsAreKept() {
        gateway.leap(Duration.ofSeconds(2));
    }

    /** Makes a workflow past the gateway. */
    String createDirectly(String yaml) {
        return cluster.admin()
                .genericKubernetesResources(WORKFLOWS)
                .inNamespace(namespace())
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .create()
                .getMetadata()
                .getName();
    }

    /** Makes a template past the gateway, whose workflows run as an account. */
    void createTemplateDirectly(String name, String account) {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: %s}
                spec:
                  entrypoint: main
                  serviceAccountName: %s
                  templates: [{name: main, suspend: {}}]
                """.formatted(name, account));
    }

    Map<String, String> labelsOf(String workflow) {
        return resource(workflow).getMetadata().getLabels();
    }

    /** The workflow as Kubernetes has it. */
    JsonNode object(String workflow) {
        return JSON.valueToTree(resource(workflow));
    }

    private GenericKubernetesResource resource(String workflow) {
        return workflows().stream()
                .filter(one -> one.getMetadata().getName().equals(workflow))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Kubernetes has no workflow " + workflow));
    }

    private List<GenericKubernetesResource> workflows() {
        return cluster.admin()
                .genericKubernetesResources(WORKFLOWS)
                .inNamespace(namespace())
                .list()
                .getItems();
    }

    Set<String> workflowNames() {
        return workflows().stream().map(one -> one.getMetadata().getName()).collect(Collectors.toSet());
    }

    String freshName(String prefix) {
        byte[] suffix = new byte[4];
        ThreadLocalRandom.current().nextBytes(suffix);
        return prefix + "-" + HexFormat.of().formatHex(suffix);
    }

    private String issued(String issuedToken) {
        tokens.add(issuedToken);
        return issuedToken;
    }

    /** No token, and no signature of one, may stand in what somebody gets to see. */
    void requireNoTokenIn(String text) {
        assertThat(tellsAToken(text)).as("a token is told").isFalse();
    }

    /** The same for all that was logged so far. */
    void requireNoTokenInTheLog() {
        assertThat(log.leaks()).as("loggers that told a token").isEmpty();
    }

    private boolean tellsAToken(String text) {
        return tokens.stream()
                .anyMatch(one -> text.contains(one) || text.contains(one.substring(one.lastIndexOf('.') + 1)));
    }
}
