package io.tiphys.gateway.access.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class RoleManifestTest {
    private static final String API = "rbac.authorization.k8s.io/v1";
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final AccessCheck CREATE = new AccessCheck("create", "argoproj.io", "workflows", "", "science", "");
    private static final AccessCheck GET = new AccessCheck("get", "argoproj.io", "workflows", "", "science", "");

    @Test
    void grantsWhatIsMissingAndNothingElse() {
        List<Map<String, Object>> documents = granting("ada", CREATE);

        String name = name(documents.getFirst());
        assertThat(documents)
                .containsExactly(
                        Map.of(
                                "apiVersion",
                                API,
                                "kind",
                                "Role",
                                "metadata",
                                Map.of("name", name, "namespace", "science"),
                                "rules",
                                List.of(Map.of(
                                        "apiGroups", List.of("argoproj.io"),
                                        "resources", List.of("workflows"),
                                        "verbs", List.of("create")))),
                        Map.of(
                                "apiVersion", API,
                                "kind", "RoleBinding",
                                "metadata", Map.of("name", name, "namespace", "science"),
                                "roleRef", Map.of("apiGroup", GROUP, "kind", "Role", "name", name),
                                "subjects", List.of(Map.of("apiGroup", GROUP, "kind", "User", "name", "ada"))));
    }

    /** Applying a manifest of a later version must not leave a second Role. */
    @Test
    void theNameStaysTheSameForever() {
        assertThat(name(granting("ada", CREATE).getFirst())).isEqualTo("tiphys-ada-53a42aa0f0");
    }

    @Test
    void writesSeveralVerbsOfOneResourceAsOneRuleAndNamesAlone() {
        List<Map<String, Object>> documents = granting(
                "ada",
                GET,
                Operation.readTemplate("science", "shared"),
                new AccessCheck("get", "", "pods", "log", "science", ""),
                CREATE);

        assertThat(documents.getFirst().get("rules"))
                .isEqualTo(List.of(
                        Map.of(
                                "apiGroups", List.of("argoproj.io"),
                                "resources", List.of("workflows"),
                                "verbs", List.of("create", "get")),
                        Map.of(
                                "apiGroups", List.of("argoproj.io"),
                                "resources", List.of("workflowtemplates"),
                                "resourceNames", List.of("shared"),
                                "verbs", List.of("get")),
                        Map.of(
                                "apiGroups", List.of(""),
                                "resources", List.of("pods/log"),
                                "verbs", List.of("get"))));
    }

    @Test
    void grantsRightsInTheWholeClusterWithAClusterRole() {
        List<Map<String, Object>> documents = granting("ada", CREATE, Operation.readClusterTemplate("shared"));

        assertThat(documents)
                .extracting(document -> document.get("kind"))
                .containsExactly("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
        String name = name(documents.getLast());
        assertThat(documents.getLast().get("metadata")).isEqualTo(Map.of("name", name));
        assertThat(documents.getLast().get("roleRef"))
                .isEqualTo(Map.of("apiGroup", GROUP, "kind", "ClusterRole", "name", name));
    }

    @Test
    void bindsAServiceAccountAsOne() {
        List<Map<String, Object>> documents = granting("system:serviceaccount:science:submitter", CREATE);

        assertThat(documents.getLast().get("subjects"))
                .isEqualTo(List.of(Map.of("kind", "ServiceAccount", "namespace", "science", "name", "submitter")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"b\\c",
                "x\"]\nrules: [{apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"]}]",
                "line\nbreak",
                "next\u0085line and \u2028separators\u2029",
                "nul\u0000 and bell\u0007",
                "ümläut 日本語 \uD83D\uDE80",
                "\uFEFF",
                "# comment",
                "---",
                "${x} {{y}} %s",
                "",
                "42",
                "true",
                "~",
                "system:serviceaccount:science:a\nb",
                "system:serviceaccount:Science:a"
            })
    void meansTheVeryUserWhateverItsName(String user) {
        List<Map<String, Object>> documents = granting(user, CREATE);

        assertThat(documents).hasSize(2);
        assertThat(documents.getLast().get("subjects"))
                .isEqualTo(List.of(Map.of("apiGroup", GROUP, "kind", "User", "name", user)));
        assertThat(name(documents.getFirst())).matches("[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?");
    }

    @Test
    void keepsNamesThatLookLikeNumbersTexts() {
        List<Map<String, Object>> documents = granting(
                "system:serviceaccount:1e3:42", new AccessCheck("get", "argoproj.io", "workflows", "", "1e3", "007"));

        assertThat(documents.getFirst().get("metadata"))
                .isEqualTo(Map.of("name", name(documents.getFirst()), "namespace", "1e3"));
        assertThat(documents.getLast().get("subjects"))
                .isEqualTo(List.of(Map.of("kind", "ServiceAccount", "namespace", "1e3", "name", "42")));
        assertThat(documents.getFirst().get("rules"))
                .isEqualTo(List.of(Map.of(
                        "apiGroups", List.of("argoproj.io"),
                        "resources", List.of("workflows"),
                        "resourceNames", List.of("007"),
                        "verbs", List.of("get"))));
    }

    @Test
    void namesTheSameGrantTheSameAndEveryOtherDifferently() {
        String name = name(granting("ada", CREATE).getFirst());

        assertThat(name(granting("ada", CREATE).getFirst())).isEqualTo(name);
        assertThat(List.of(
                        name(granting("ada", GET).getFirst()),
                        name(granting("Ada", CREATE).getFirst()),
                        name(granting("ada-", CREATE).getFirst())))
                .doesNotContain(name)
                .doesNotHaveDuplicates();
    }

    @Test
    void givesEachSubjectItsOwnRightsAlone() {
        var ada = new KubernetesIdentity("ada", "", List.of(), Map.of());
        var pods = KubernetesIdentity.serviceAccount("science", "default");

        List<Map<String, Object>> documents = documents(RoleManifest.granting(List.of(
                new MissingPermission(ada, CREATE),
                new MissingPermission(pods, GET),
                new MissingPermission(ada, CREATE))));

        assertThat(documents)
                .extracting(document -> document.get("kind"))
                .containsExactly("Role", "RoleBinding", "Role", "RoleBinding");
        assertThat(String.valueOf(documents.get(0).get("rules")))
                .contains("create")
                .doesNotContain("get");
        assertThat(String.valueOf(documents.get(1).get("subjects")))
                .contains("ada")
                .doesNotContain("default");
        assertThat(String.valueOf(documents.get(2).get("rules")))
                .contains("get")
                .doesNotContain("create");
        assertThat(String.valueOf(documents.get(3).get("subjects")))
                .contains("default")
                .doesNotContain("ada");
    }

    private static List<Map<String, Object>> granting(String user, AccessCheck... checks) {
        var subject = new KubernetesIdentity(user, "", List.of(), Map.of());
        return documents(RoleManifest.granting(Arrays.stream(checks)
                .map(check -> new MissingPermission(subject, check))
                .toList()));
    }

    private static List<Map<String, Object>> documents(String yaml) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Yaml().loadAll(yaml)) {
            documents.add(map(document));
        }
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object document) {
        return (Map<String, Object>) document;
    }

    private static String name(Map<String, Object> document) {
        return String.valueOf(
                map(Objects.requireNonNull(document.get("metadata"))).get("name"));
    }
}
