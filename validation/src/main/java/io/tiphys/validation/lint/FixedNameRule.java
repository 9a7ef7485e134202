package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.reader.EmbeddedObjects;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Set;

/** Reports a loop that creates the same object repeatedly. */
final class FixedNameRule extends LintRule {
    FixedNameRule() {
        super(
                "fixed-name-in-loop",
                "A resource template that a loop uses creates objects with different names: the second of one name fails.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        Set<String> looped = specification.looped();
        for (ManifestObject template : specification.templates()) {
            if (looped.contains(template.string("name").orElse(""))) {
                EmbeddedManifest.of(template)
                        .forEach(it -> it.object()
                                .object("metadata")
                                .flatMap(metadata -> metadata.string("name"))
                                .filter(name -> !EmbeddedObjects.isOpen(name))
                                .ifPresent(name -> check.report(
                                        this,
                                        it.at(),
                                        "Every turn of the loop creates the object " + ShownText.quoted(name) + ".",
                                        "Use generateName, or put an input into the name.")));
            }
        }
    }
}
