package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import java.util.List;
import java.util.regex.Pattern;

/** Label selectors as Kubernetes takes them. */
final class LabelSelectors {
    private static final int LONGEST = 63;
    private static final int LONGEST_PREFIX = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern PREFIX = Pattern.compile("[-a-z0-9.]+");

    private LabelSelectors() {}

    static boolean isWellFormed(Value selector) {
        Value labels = selector.get("matchLabels");
        if (labels != null && labels.node() instanceof ManifestObject object) {
            for (ManifestNode label : object.members()) {
                ManifestKey key = label.key();
                if (key == null || !isKey(key.text()) || !isValue(new Value(label, labels.substitution()).text())) {
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
        return operator && isKey(requirement.text("key")) && values.stream().allMatch(value -> isValue(value.text()));
    }

    private static boolean isKey(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        boolean prefixed = slash < 0
                || (prefix.length() <= LONGEST_PREFIX && PREFIX.matcher(prefix).matches());
        return prefixed && !name.isEmpty() && isValue(name);
    }

    private static boolean isValue(String value) {
        return value.isEmpty()
                || (value.length() <= LONGEST && NAME.matcher(value).matches());
    }
}
