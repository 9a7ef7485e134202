package io.tiphys.gateway.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that the gateway asks of an operator are reviewed here: nobody adds one in passing. */
final class ManifestsTest {
    private static final Set<String> KNOWN_VERBS =
            Set.of("create", "delete", "deletecollection", "get", "impersonate", "list", "patch", "update", "watch");

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.path("manifests"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void grantsExactlyTheseRights() throws IOException {
        Set<String> granted = new TreeSet<>();
        for (String file : files()) {
            for (HasMetadata role : roles(file)) {
                rules(role).forEach(rule -> granted.add(file + " " + role.getKind() + " " + text(rule)));
            }
        }
        assertThat(granted)
                .containsExactlyInAnyOrder(
                        "argo-account-rules.yaml Role [create] [] [serviceaccounts/token] [user-default-login, admin-user]",
                        "argo-account-rules.yaml Role [list] [] [serviceaccounts] []",
                        "caller-review.yaml ClusterRole [create] [authentication.k8s.io] [tokenreviews] []",
                        "caller-review.yaml ClusterRole [create] [authorization.k8s.io] [subjectaccessreviews] []",
                        "direct.yaml ClusterRole [create] [authentication.k8s.io] [tokenreviews] []",
                        "service-account-secret.yaml Role [get, list] [] [secrets] []",
                        "service-account-secret.yaml Role [get] [] [serviceaccounts] [tiphys-submitter]",
                        "token-request.yaml Role [create] [] [serviceaccounts/token] [tiphys-submitter]",
                        "unfinished-workflows.yaml Role [list, watch] [argoproj.io] [workflows] []");
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasNoWildcardAndNoUnknownVerb(String file) {
        assertThat(text(file).lines().filter(line -> !line.strip().startsWith("#")))
                .noneMatch(line -> line.contains("*"));
        assertThat(roles(file))
                .isNotEmpty()
                .allSatisfy(role -> assertThat(rules(role))
                        .isNotEmpty()
                        .allSatisfy(rule -> assertThat(KNOWN_VERBS).containsAll(rule.getVerbs())));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isExplainedInTheReadme(String file) {
        String readme = text("README.md");
        for (HasMetadata role : roles(file)) {
            for (PolicyRule rule : rules(role)) {
                assertThat(rule.getResources())
                        .allSatisfy(resource ->
                                assertThat(readme).containsPattern("`" + file + "`.*\\|.*`" + resource + "`"));
            }
        }
    }

    private static List<HasMetadata> roles(String file) {
        Object read = new KubernetesSerialization().unmarshal(text(file));
        return ((Collection<?>) read)
                .stream()
                        .map(HasMetadata.class::cast)
                        .filter(object -> object instanceof Role || object instanceof ClusterRole)
                        .toList();
    }

    private static List<PolicyRule> rules(HasMetadata role) {
        return role instanceof Role namespaced ? namespaced.getRules() : ((ClusterRole) role).getRules();
    }

    private static String text(String file) {
        return Checkout.text("manifests/" + file);
    }

    private static String text(PolicyRule rule) {
        return rule.getVerbs() + " " + rule.getApiGroups() + " " + rule.getResources() + " " + rule.getResourceNames();
    }
}
