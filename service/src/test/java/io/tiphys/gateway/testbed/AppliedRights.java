package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Waits until roles that were just bound have an effect: the API server decides by a copy that follows a moment later,
 * and a test that does not wait would race with it.
 */
final class AppliedRights {
    private final KubernetesClient admin;
    private final Map<String, List<PolicyRule>> rules = new HashMap<>();

    private AppliedRights(KubernetesClient admin) {
        this.admin = admin;
    }

    /** Waits for the bindings among these objects whose roles are among them too. */
    static void await(KubernetesClient admin, Collection<? extends HasMetadata> objects) {
        AppliedRights applied = new AppliedRights(admin);
        objects.forEach(applied::readRole);
        objects.forEach(applied::awaitBinding);
    }

    private void readRole(HasMetadata object) {
        if (object instanceof Role role) {
            rules.put("Role/" + role.getMetadata().getName(), role.getRules());
        } else if (object instanceof ClusterRole role) {
            rules.put("ClusterRole/" + role.getMetadata().getName(), role.getRules());
        }
    }

    private void awaitBinding(HasMetadata object) {
        if (object instanceof RoleBinding binding) {
            String role =
                    binding.getRoleRef().getKind() + "/" + binding.getRoleRef().getName();
            await(binding.getSubjects(), role, binding.getMetadata().getNamespace());
        } else if (object instanceof ClusterRoleBinding binding) {
            await(binding.getSubjects(), "ClusterRole/" + binding.getRoleRef().getName(), "");
        }
    }

    private void await(List<Subject> subjects, String role, String namespace) {
        for (Subject subject : subjects) {
            if (subject.getKind().equals("Group")) {
                continue;
            }
            String user = subject.getKind().equals("User")
                    ? subject.getName()
                    : "system:serviceaccount:" + (subject.getNamespace() == null ? namespace : subject.getNamespace())
                            + ":" + subject.getName();
            for (PolicyRule rule : rules.getOrDefault(role, List.of())) {
                attributes(rule, namespace)
                        .forEach(right -> Patience.until(user + " may " + right, () -> allowed(user, right)));
            }
        }
    }

    private boolean allowed(String user, ResourceAttributes right) {
        return admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withResourceAttributes(right)
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }

    private static List<ResourceAttributes> attributes(PolicyRule rule, String namespace) {
        List<ResourceAttributes> all = new ArrayList<>();
        List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
        for (String resource : rule.getResources()) {
            String[] parts = resource.split("/", 2);
            for (String group : rule.getApiGroups()) {
                for (String verb : rule.getVerbs()) {
                    for (String name : names) {
                        all.add(new ResourceAttributesBuilder()
                                .withNamespace(namespace)
                                .withGroup(group)
                                .withResource(parts[0])
                                .withSubresource(parts.length > 1 ? parts[1] : "")
                                .withVerb(verb)
                                .withName(name)
                                .build());
                    }
                }
            }
        }
        return all;
    }
}
