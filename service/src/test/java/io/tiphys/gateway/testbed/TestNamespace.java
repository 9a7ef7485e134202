package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A namespace of a test's own, ready for workflows whose pods run as {@code default}. Closing deletes it with all that is
 * in it and does not wait for that; the end of the JVM does the same.
 */
public final class TestNamespace implements AutoCloseable {
    private static final int WAIT_SECONDS = 30;
    private static final String RBAC = "rbac.authorization.k8s.io";

    private final KubernetesClient admin;
    private final String name;

    private TestNamespace(KubernetesClient admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /** Makes a namespace {@code tiphys-test-<hex>}. */
    public static TestNamespace create(ClusterUnderTest cluster) {
        TestNamespace namespace = create(cluster.admin(), "tiphys-test-");
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Checkout.path("testbed/manifests/namespace"), "*.yaml")) {
            for (Path file : files) {
                namespace.apply(Checkout.read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return namespace;
    }

    /** Makes an empty namespace whose name starts so. */
    static TestNamespace create(KubernetesClient admin, String prefix) {
        TestNamespace namespace = new TestNamespace(admin, prefix + RandomNames.hex());
        Leftovers.add(
                namespace, () -> admin.namespaces().withName(namespace.name).delete());
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace.name)
                        .addToLabels("tiphys.io/test", "true")
                        .endMetadata()
                        .build())
                .create();
        // Kubernetes makes it a moment later, and pods need it.
        admin.serviceAccounts()
                .inNamespace(namespace.name)
                .withName("default")
                .waitUntilCondition(account -> account != null, WAIT_SECONDS, TimeUnit.SECONDS);
        return namespace;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * Applies YAML documents: what is namespaced lands in this namespace. Returns when the rights that they bind have an
     * effect.
     */
    public List<HasMetadata> apply(String yaml) {
        List<HasMetadata> applied = admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(name)
                .forceConflicts()
                .serverSideApply();
        AppliedRights.await(admin, applied);
        return applied;
    }

    /** Makes a service account. */
    public void serviceAccount(String account) {
        admin.serviceAccounts()
                .inNamespace(name)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .endMetadata()
                        .build())
                .create();
    }

    /** The user name of a service account of this namespace. */
    public String user(String account) {
        return "system:serviceaccount:" + name + ":" + account;
    }

    /** Lets an account of this namespace do these things in it, from the moment that this returns. */
    public void grant(String account, PolicyRule... rules) {
        grant(account + "-" + RandomNames.hex(), subject(account), rules);
    }

    /** Lets a user, group or account do these things in this namespace, from the moment that this returns. */
    public void grant(Subject subject, PolicyRule... rules) {
        grant(subject.getKind().toLowerCase(Locale.ROOT) + "-" + RandomNames.hex(), subject, rules);
    }

    /** Lets a user, group or account create and read workflows in this namespace, from the moment that this returns. */
    public void grantWorkflows(Subject subject) {
        PolicyRule workflows = new PolicyRuleBuilder()
                .withApiGroups("argoproj.io")
                .withResources("workflows")
                .withVerbs("create", "get", "list", "watch")
                .build();
        grant(subject, workflows);
    }

    /** An account of this namespace. */
    public Subject subject(String account) {
        return new Subject("", "ServiceAccount", account, name);
    }

    /** A user who is no service account. */
    public static Subject person(String user) {
        return new Subject(RBAC, "User", user, null);
    }

    /** A group of users. */
    public static Subject group(String group) {
        return new Subject(RBAC, "Group", group, null);
    }

    private void grant(String name, Subject subject, PolicyRule... rules) {
        Role role = new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build();
        RoleBinding binding = new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef(RBAC, "Role", name)
                .withSubjects(subject)
                .build();
        AppliedRights.await(
                admin,
                List.of(
                        admin.resource(role).inNamespace(this.name).create(),
                        admin.resource(binding).inNamespace(this.name).create()));
    }

    /** A token of an account for the API server, good for an hour. */
    public BearerToken token(String account) {
        return token(account, Duration.ofHours(1));
    }

    /**
     * A token of an account.
     *
     * @param lifetime at least ten minutes, which is Kubernetes' own limit
     * @param audiences whom it is for; none for the API server
     */
    public BearerToken token(String account, Duration lifetime, String... audiences) {
        return BearerToken.of(admin.serviceAccounts()
                .inNamespace(name)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(lifetime.toSeconds())
                        .withAudiences(audiences)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken());
    }

    /** Makes a secret that Kubernetes fills with a token of an account, and waits for the token. */
    public BearerToken tokenSecret(String account, String secretName) {
        admin.secrets()
                .inNamespace(name)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secretName)
                        .addToAnnotations("kubernetes.io/service-account.name", account)
                        .endMetadata()
                        .withType("kubernetes.io/service-account-token")
                        .build())
                .create();
        Secret filled = admin.secrets()
                .inNamespace(name)
                .withName(secretName)
                .waitUntilCondition(
                        secret -> secret != null
                                && secret.getData() != null
                                && secret.getData().containsKey("token"),
                        WAIT_SECONDS,
                        TimeUnit.SECONDS);
        return BearerToken.of(
                new String(Base64.getDecoder().decode(filled.getData().get("token")), StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        Leftovers.remove(this);
    }

    @Override
    public String toString() {
        return "namespace " + name;
    }
}
