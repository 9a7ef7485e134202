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

/**
 * Checks that the secrets exist from which Argo mounts the token of an account. Argo needs them for the agent of http and
 * plugin templates, and for an executor with its own account (Argo Workflows 4.0.5, {@code agent.go}, {@code workflowpod.go}
 * and {@code util/secrets}). Kubernetes has created no such secret since version 1.24. Without the secret a pod waits
 * forever.
 */
public final class TokenSecretsCheck implements ClusterCheck {
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
            case Known<AccountSecrets>(var secrets) -> secret(use).check(secrets.token(), inspection);
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

    private TokenSecret secret(AccountUse use) {
        return new TokenSecret(
                use.account(), use.place(), "to " + AccountTasks.purpose(use.task()), rule(), Severity.ERROR);
    }
}
