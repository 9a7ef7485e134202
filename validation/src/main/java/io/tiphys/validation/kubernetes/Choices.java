package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.finding.SimilarWords;
import java.util.List;
import java.util.Map;

/** Checks fields with a few allowed words, and images. */
final class Choices {
    private static final Map<String, List<String>> WORDS = Map.of(
            "imagePullPolicy", List.of("Always", "IfNotPresent", "Never"),
            "terminationMessagePolicy", List.of("File", "FallbackToLogsOnError"),
            "dnsPolicy", List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
            "protocol", List.of("TCP", "UDP", "SCTP"),
            "effect", List.of("NoSchedule", "PreferNoSchedule", "NoExecute"),
            "whenUnsatisfiable", List.of("DoNotSchedule", "ScheduleAnyway"));

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
        if (words != null && !words.contains(text)) {
            String similar = SimilarWords.to(text, words);
            String message = "Expected " + String.join(", ", words) + ", found " + ShownText.quoted(text) + '.';
            report.at(value, message, similar == null ? null : "Did you mean '" + similar + "'?");
        } else if (image && !text.equals(text.strip())) {
            report.at(
                    value,
                    "The image " + ShownText.quoted(text) + " begins or ends with a space.",
                    "Remove the space.");
        } else if (account && !KubernetesNames.isSubdomain(text)) {
            String message = "Kubernetes does not accept the name " + ShownText.quoted(text) + ". Expected "
                    + KubernetesNames.SUBDOMAIN + '.';
            report.at(value, message, null);
        }
    }
}
