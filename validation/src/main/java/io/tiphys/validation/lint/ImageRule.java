package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;

/** Reports an image without a fixed version. */
final class ImageRule extends LintRule {
    ImageRule() {
        super(
                "latest-image",
                "An image has a tag other than latest, or a digest: otherwise the same workflow may do something else tomorrow.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            for (ManifestObject container : Specification.containers(template)) {
                ManifestNode image = container.find("image");
                String name =
                        image == null ? "" : ManifestScalar.stringOf(image).orElse("");
                if (image != null && !name.isEmpty() && !name.contains("{{") && isLatest(name)) {
                    String message = "The image " + ShownText.quoted(name) + " may be another one tomorrow.";
                    check.report(this, image, message, "Add a tag that stays, or a digest.");
                }
            }
        }
    }

    private static boolean isLatest(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !image.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
    }
}
