package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.finding.SimilarWords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks fields with a few allowed words, and images. */
final class Choices {
    private static final Map<String, List<String>> WORDS = Map.of(
            "imagePullPolicy", List.of("Always", "IfNotPresent", "Never"),
            "terminationMessagePolicy", List.of("File", "FallbackToLogsOnError"),
            "dnsPolicy", List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
            "protocol", List.of("TCP", "UDP", "SCTP"),
            "effect", List.of("NoSchedule", "PreferNoSchedule", "NoExecute"),
            "whenUnsatisfiable", List.of("DoNotSchedule", "ScheduleAnyway"));

    private static final Set<String> IDENTITIES = Set.of("runAsUser", "runAsGroup", "fsGroup");

    private Choices() {}

    static void check(String field, ManifestNode value, PodReport report) {
        boolean image = field.equals("image");
        boolean account = field.equals("serviceAccountName");
        List<String> words = image || account ? null : WORDS.get(field);
        if (!image && !account && words == null) {
            return;
        }
        String text = ManifestScalar.stringOf(value).orElse("");
        if (text.isEmpty() || text.contains("{{")) {
            return;
        }
        if (words != null) {
            oneOf(words, text, value, report);
        } else if (image && !text.equals(text.strip())) {
            report.at(
                    value,
                    "The image " + ShownText.quoted(text) + " begins or ends with a space.",
                    "Remove the space.");
        } else if (image && !ImageNames.isReference(text) && !isPatched(value)) {
            report.at(
                    value,
                    "No image can have the name " + ShownText.quoted(text)
                            + ": the pod would wait for ever. Expected lower-case letters, digits and . _ - / , and perhaps"
                            + " a tag after a colon, without spaces.",
                    null);
        } else if (account && !KubernetesNames.isSubdomain(text)) {
            String message = "Kubernetes does not accept the name " + ShownText.quoted(text) + ". Expected "
                    + KubernetesNames.SUBDOMAIN + '.';
            report.at(value, message, null);
        }
    }

    private static void oneOf(List<String> words, String text, ManifestNode value, PodReport report) {
        if (!words.contains(text)) {
            String similar = SimilarWords.to(text, words);
            String message = "Expected " + String.join(", ", words) + ", found " + ShownText.quoted(text) + '.';
            report.at(value, message, similar == null ? null : "Did you mean '" + similar + "'?");
        }
    }

    /** Checks the operator of a toleration or of a selector. */
    static void operator(ManifestObject owner, List<String> words, PodReport report) {
        String text = PodReport.text(owner, "operator");
        ManifestNode at = owner.find("operator");
        if (at != null && !text.isEmpty()) {
            oneOf(words, text, at, report);
        }
    }

    /** Checks the number of a user or group. */
    static void identity(String field, ManifestNode value, PodReport report) {
        if (IDENTITIES.contains(field)
                && value instanceof ManifestScalar scalar
                && scalar.type() == ManifestScalar.Type.NUMBER
                && scalar.text().startsWith("-")) {
            String message =
                    "Expected a number between 0 and 2147483647, found " + ShownText.quoted(scalar.text()) + '.';
            report.at(value, message, null);
        }
    }

    /** Whether a patch around the container may replace its image. */
    private static boolean isPatched(ManifestNode value) {
        for (ManifestNode around = value.parent(); around != null; around = around.parent()) {
            if (around instanceof ManifestObject object && object.find("podSpecPatch") != null) {
                return true;
            }
        }
        return false;
    }
}
