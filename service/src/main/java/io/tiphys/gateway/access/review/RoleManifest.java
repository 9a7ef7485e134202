package io.tiphys.gateway.access.review;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.validation.digest.Sha256;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the smallest Role and RoleBinding (or ClusterRole and ClusterRoleBinding for cluster-wide permissions) that grant
 * missing permissions, separately for each subject. {@code kubectl apply -f -} applies the text.
 */
public final class RoleManifest {
    private static final Pattern SERVICE_ACCOUNT = Pattern.compile("system:serviceaccount:([-a-z0-9]+):([-.a-z0-9]+)");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9]+");
    private static final int LONGEST_NAME = 50;

    private RoleManifest() {}

    /** Rules of the same group, resource and name are one rule with several verbs. */
    private record RuleKey(String group, String resource, String name) {}

    /** The subject and namespace of a binding. */
    private record BindingKey(KubernetesIdentity subject, String namespace) {}

    /** The manifest for these permissions, each of which is written once; subjects and permissions keep their order. */
    public static String granting(Collection<MissingPermission> rights) {
        Map<BindingKey, Map<RuleKey, TreeSet<String>>> bindings = new LinkedHashMap<>();
        for (MissingPermission right : rights) {
            AccessCheck check = right.check();
            bindings.computeIfAbsent(
                            new BindingKey(right.subject(), check.namespace()), binding -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new RuleKey(check.group(), check.qualifiedResource(), check.name()), key -> new TreeSet<>())
                    .add(check.verb());
        }
        StringBuilder yaml = new StringBuilder();
        bindings.forEach((binding, rules) -> {
            if (!yaml.isEmpty()) {
                yaml.append("---\n");
            }
            document(yaml, binding.subject(), binding.namespace(), rules);
        });
        return yaml.toString();
    }

    private static void document(
            StringBuilder yaml, KubernetesIdentity subject, String namespace, Map<RuleKey, TreeSet<String>> rules) {
        String prefix = namespace.isEmpty() ? "ClusterRole" : "Role";
        String metadata = "metadata:\n  name: " + quoted(name(subject, rules)) + "\n"
                + (namespace.isEmpty() ? "" : "  namespace: " + quoted(namespace) + "\n");
        yaml.append("apiVersion: rbac.authorization.k8s.io/v1\nkind: ")
                .append(prefix)
                .append('\n')
                .append(metadata);
        yaml.append("rules:\n");
        rules.forEach((key, verbs) -> rule(yaml, key, verbs));
        yaml.append("---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ")
                .append(prefix)
                .append("Binding\n")
                .append(metadata)
                .append("roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ")
                .append(prefix)
                .append("\n  name: ")
                .append(quoted(name(subject, rules)))
                .append("\nsubjects:\n");
        subject(yaml, subject);
    }

    private static void rule(StringBuilder yaml, RuleKey key, TreeSet<String> verbs) {
        yaml.append("  - apiGroups: [").append(quoted(key.group())).append("]\n");
        yaml.append("    resources: [").append(quoted(key.resource())).append("]\n");
        if (!key.name().isEmpty()) {
            yaml.append("    resourceNames: [").append(quoted(key.name())).append("]\n");
        }
        yaml.append("    verbs: [")
                .append(String.join(
                        ", ", verbs.stream().map(RoleManifest::quoted).toList()))
                .append("]\n");
    }

    private static void subject(StringBuilder yaml, KubernetesIdentity subject) {
        Matcher account = SERVICE_ACCOUNT.matcher(subject.user());
        if (account.matches()) {
            yaml.append("  - kind: ServiceAccount\n    namespace: ")
                    .append(quoted(account.group(1)))
                    .append("\n    name: ")
                    .append(quoted(account.group(2)))
                    .append('\n');
        } else {
            yaml.append("  - apiGroup: rbac.authorization.k8s.io\n    kind: User\n    name: ")
                    .append(quoted(subject.user()))
                    .append('\n');
        }
    }

    /**
     * Equal subjects and permissions give the same name, other permissions another name: applying two manifests keeps both.
     */
    private static String name(KubernetesIdentity subject, Map<RuleKey, TreeSet<String>> rules) {
        String readable =
                NOT_IN_NAMES.matcher(subject.user().toLowerCase(Locale.ROOT)).replaceAll("-");
        String end = readable.length() > LONGEST_NAME ? readable.substring(readable.length() - LONGEST_NAME) : readable;
        String trimmed = end.replaceAll("^-++|(?<!-)-++$", "");
        String digest = HexFormat.of().formatHex(Sha256.of(subject.user() + rules), 0, 5);
        return "tiphys-" + trimmed + "-" + digest;
    }

    /** A double-quoted YAML scalar for any text. */
    private static String quoted(String text) {
        StringBuilder yaml = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                yaml.append('\\').appendCodePoint(character);
            } else if (character >= ' ' && character <= '~') {
                yaml.appendCodePoint(character);
            } else {
                yaml.append(String.format(Locale.ROOT, "\\U%08X", character));
            }
        });
        return yaml.append('"').toString();
    }
}
