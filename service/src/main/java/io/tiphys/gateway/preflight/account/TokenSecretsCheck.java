package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.account.AccountUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the secrets exist from which Argo mounts the token of an account. Argo needs them for the agent of http and
 * plugin templates, and for an executor with its own account (Argo Workflows 4.0.5, {@code agent.go}, {@code workflowpod.go}
 * and {@code util/secrets}). Kubernetes has created no such secret since version 1.24. Without the secret a pod waits
 * forever.
 */
public final class TokenSecretsCheck implements ClusterCheck {
    private static final String KEY = "token";

    @Override
    public InspectionRule rule() {
        return InspectionRule.TOKEN_SECRET_EXISTS;
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        Map<String, AccountUse> first = new LinkedHashMap<>();
        inspection.requirements().accounts().stream()
                .filter(use -> use.byTokenSecret() && use.decided())
                .forEach(use -> first.putIfAbsent(use.account(), use));
        List<WorkflowFinding> findings = new ArrayList<>();
        first.values().forEach(use -> check(use, inspection).ifPresent(findings::add));
        return findings;
    }

    private Optional<WorkflowFinding> check(AccountUse use, Inspection inspection) {
        var account = new StateQuestion.Account(use.account());
        return switch (inspection.state().ask(account)) {
            case Known<AccountSecrets>(var secrets) -> check(use, secrets.token(), inspection);
            case Absent<AccountSecrets> ignored -> Optional.empty(); // reported by the accounts check
            case StateAnswer<AccountSecrets> other ->
                Optional.of(inspection.unchecked(
                        use.place(),
                        rule(),
                        "The token secret of service account '" + use.account() + "'",
                        account,
                        other));
        };
    }

    private Optional<WorkflowFinding> check(AccountUse use, String secret, Inspection inspection) {
        var question = new StateQuestion.SecretKeys(secret, true);
        return switch (inspection.state().ask(question)) {
            case Known<Set<String>>(var keys) when keys.contains(KEY) -> Optional.empty();
            case Known<Set<String>> ignored ->
                Optional.of(finding(use, "Secret '" + secret + "' has no key '" + KEY + "'", "cannot start its work.")
                        .withHint(remedy(use, secret)));
            case Absent<Set<String>> ignored ->
                Optional.of(finding(use, "Secret '" + secret + "' does not exist", "never starts.")
                        .withHint(remedy(use, secret)));
            case StateAnswer<Set<String>> other ->
                Optional.of(inspection.unchecked(
                        use.place(),
                        rule(),
                        "Secret '" + secret + "' with the token of service account '" + use.account() + "'",
                        question,
                        other));
        };
    }

    private WorkflowFinding finding(AccountUse use, String what, String outcome) {
        return WorkflowFinding.at(
                use.place(),
                rule(),
                Severity.ERROR,
                what + ". Argo mounts it to " + AccountTasks.purpose(use.task()) + " as service account '"
                        + use.account() + "', and the pod " + outcome);
    }

    private static String remedy(AccountUse use, String secret) {
        return "Create a Secret '" + secret + "' of type kubernetes.io/service-account-token with the annotation"
                + " kubernetes.io/service-account.name: " + use.account() + ".";
    }
}
