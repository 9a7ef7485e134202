package io.tiphys.validation.argo;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.kubernetes.KubernetesNames;
import java.util.List;

/** Label selectors with Kubernetes' syntax. */
final class LabelSelectors {
    private LabelSelectors() {}

    static boolean isWellFormed(Value selector) {
        Value labels = selector.get("matchLabels");
        if (labels != null && labels.node() instanceof ManifestObject object) {
            for (ManifestNode label : object.members()) {
                ManifestKey key = label.key();
                if (key == null
                        || !KubernetesNames.isQualifiedName(key.text())
                        || !KubernetesNames.isLabelValue(new Value(label, labels.substitution()).text())) {
                    return false;
                }
            }
        }
        return selector.list("matchExpressions").stream().allMatch(LabelSelectors::isRequirement);
    }

    private static boolean isRequirement(Value requirement) {
        List<Value> values = requirement.list("values");
        boolean operator = switch (requirement.text("operator")) {
            case "In", "NotIn" -> !values.isEmpty();
            case "Exists", "DoesNotExist" -> values.isEmpty();
            default -> false;
        };
        return operator
                && KubernetesNames.isQualifiedName(requirement.text("key"))
                && values.stream().allMatch(value -> KubernetesNames.isLabelValue(value.text()));
    }
}
