package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports simultaneous pods with a volume that only one node at a time can mount. */
final class SharedClaimRule extends LintRule {
    SharedClaimRule() {
        super(
                "shared-claim",
                "A ReadWriteOnce claim is not mounted by pods that run at the same time: on different nodes all but one wait"
                        + " for ever.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        Set<String> parallel = parallel(specification);
        for (ManifestObject claim : Specification.objects(specification.spec().array("volumeClaimTemplates"))) {
            String name =
                    claim.object("metadata").flatMap(it -> it.string("name")).orElse("");
            ManifestNode modes =
                    claim.object("spec").flatMap(it -> it.get("accessModes")).orElse(null);
            boolean once = modes instanceof ManifestArray list
                    && list.elements().stream()
                            .allMatch(mode ->
                                    ManifestScalar.stringOf(mode).orElse("").equals("ReadWriteOnce"));
            if (modes != null && once && !name.isEmpty() && isMounted(name, specification, parallel)) {
                String message = "The claim " + ShownText.quoted(name)
                        + " is ReadWriteOnce, and pods that run at the same time mount it.";
                check.report(this, modes, message, "Use ReadWriteMany, or keep the pods on one node by an affinity.");
            }
        }
    }

    /** The templates with several pods that may run at the same time. */
    private static Set<String> parallel(Specification specification) {
        Set<String> parallel = new HashSet<>(specification.looped());
        for (ManifestObject template : specification.templates()) {
            Specification.groups(template).forEach(group -> addRepeated(group, parallel));
            List<ManifestObject> free = template.object("dag").stream()
                    .flatMap(dag -> Specification.objects(dag.array("tasks")).stream())
                    .filter(task -> task.find("depends") == null && task.find("dependencies") == null)
                    .toList();
            addRepeated(free, parallel);
        }
        return parallel;
    }

    private static void addRepeated(List<ManifestObject> together, Set<String> parallel) {
        Map<String, Integer> uses = new HashMap<>();
        together.forEach(user -> user.string("template").ifPresent(name -> uses.merge(name, 1, Integer::sum)));
        uses.forEach((name, count) -> {
            if (count > 1) {
                parallel.add(name);
            }
        });
    }

    private static boolean isMounted(String volume, Specification specification, Set<String> templates) {
        return specification.templates().stream()
                .filter(template -> templates.contains(template.string("name").orElse("")))
                .flatMap(template -> Specification.containers(template).stream())
                .flatMap(container -> Specification.objects(container.array("volumeMounts")).stream())
                .anyMatch(mount -> mount.string("name").orElse("").equals(volume));
    }
}
