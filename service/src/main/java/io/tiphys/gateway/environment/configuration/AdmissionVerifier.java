package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.AdmissionLimits;
import io.tiphys.gateway.environment.AdmissionLimits.Weights;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration.Admission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Verifies {@code limits.admission}. */
final class AdmissionVerifier {
    private static final int MOST = 1000;

    private final Findings findings;

    AdmissionVerifier(Findings findings) {
        this.findings = findings;
    }

    AdmissionLimits verify(Admission admission) {
        findings.requireAtLeast("limits.admission.max-concurrent", admission.maxConcurrent(), 1);
        findings.requireAtLeast("limits.admission.max-waiting", admission.maxWaiting(), 1);
        findings.requirePositive("limits.admission.max-wait", admission.maxWait());
        EnvironmentConfiguration.MaxUnfinished unfinished = admission.maxUnfinished();
        findings.requireAtLeast("limits.admission.max-unfinished.namespace", unfinished.namespace(), 0);
        findings.requireAtLeast("limits.admission.max-unfinished.caller", unfinished.caller(), 0);
        return new AdmissionLimits(
                admission.maxConcurrent(),
                admission.maxWaiting(),
                admission.maxWait(),
                weights(admission.weights()),
                new AdmissionLimits.MaxUnfinished(unfinished.namespace(), unfinished.caller()));
    }

    private Weights weights(List<String> entries) {
        Map<String, Integer> users = new HashMap<>();
        Map<String, Integer> groups = new HashMap<>();
        Map<String, Integer> namespaces = new HashMap<>();
        for (String entry : entries) {
            int colon = entry.indexOf(':');
            int equals = entry.lastIndexOf('=');
            Map<String, Integer> kind = colon < 0
                    ? null
                    : switch (entry.substring(0, colon)) {
                        case "user" -> users;
                        case "group" -> groups;
                        case "namespace" -> namespaces;
                        default -> null;
                    };
            int weight = equals < 0 ? 0 : number(entry.substring(equals + 1));
            if (kind == null || equals <= colon + 1 || weight < 1 || weight > MOST) {
                findings.wrong(
                        "limits.admission.weights",
                        entry,
                        "entries like group:nightly=3, with user, group or namespace and a whole number from 1 to 1000");
            } else if (kind.put(entry.substring(colon + 1, equals), weight) != null) {
                findings.severe("limits.admission.weights", "names '" + entry.substring(0, equals) + "' twice");
            }
        }
        return new Weights(users, groups, namespaces);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
