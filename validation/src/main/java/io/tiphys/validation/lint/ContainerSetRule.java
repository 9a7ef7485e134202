package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;

/** Reports a pod that reserves resources that only one of its containers uses at a time. */
final class ContainerSetRule extends LintRule {
    ContainerSetRule() {
        super(
                "container-set-sum",
                "A containerSet whose containers run one after another does not ask for resources in each of them: the pod"
                        + " reserves the sum of all for its whole life.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            template.object("containerSet").ifPresent(set -> {
                List<ManifestObject> containers = Specification.objects(set.array("containers"));
                boolean sequence = containers.stream().anyMatch(it -> it.find("dependencies") != null);
                long asking = containers.stream()
                        .filter(it -> it.object("resources")
                                .flatMap(resources -> resources.object("requests"))
                                .isPresent())
                        .count();
                if (sequence && asking > 1) {
                    check.report(
                            this,
                            set,
                            "The pod reserves the sum of what its containers ask for, and they run one after another.",
                            "Ask for the largest in one container, and for little in the others.");
                }
            });
        }
    }
}
