package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.template.Place;
import java.util.Optional;
import java.util.Set;

/**
 * A need of the secret with the token of an account.
 *
 * @param account the account
 * @param place the node that makes the secret necessary
 * @param purpose why Argo mounts the secret, as the end of a sentence
 * @param rule the rule of the findings
 * @param severity how certain it is that the pod does not start without the secret
 */
record TokenSecret(String account, Place place, String purpose, InspectionRule rule, Severity severity) {
    private static final String KEY = "token";

    /**
     * Checks the secret.
     *
     * @param secret its name
     */
    Optional<WorkflowFinding> check(String secret, Inspection inspection) {
        var question = new StateQuestion.SecretKeys(secret, true);
        return switch (inspection.state().ask(question)) {
            case Known<Set<String>>(var keys) when keys.contains(KEY) -> Optional.empty();
            case Known<Set<String>> ignored ->
                Optional.of(finding("Secret '" + secret + "' has no key '" + KEY + "'", "cannot start its work.")
                        .withHint(remedy(secret)));
            case Absent<Set<String>> ignored ->
                Optional.of(finding("Secret '" + secret + "' does not exist", "never starts.")
                        .withHint(remedy(secret)));
            case StateAnswer<Set<String>> other ->
                Optional.of(inspection.unchecked(
                        place,
                        rule,
                        "Secret '" + secret + "' with the token of service account '" + account + "'",
                        question,
                        other));
        };
    }

    private WorkflowFinding finding(String what, String outcome) {
        return WorkflowFinding.at(
                place,
                rule,
                severity,
                what + ". Argo mounts it " + purpose + " as service account '" + account + "', and the pod " + outcome);
    }

    /** How to create the secret. */
    String remedy(String secret) {
        return "Create a Secret '" + secret + "' of type kubernetes.io/service-account-token with the annotation"
                + " kubernetes.io/service-account.name: " + account + ".";
    }
}
