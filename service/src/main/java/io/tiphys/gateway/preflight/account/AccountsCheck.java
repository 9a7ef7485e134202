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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks that the service accounts of a workflow's pods exist. */
public final class AccountsCheck implements ClusterCheck {
    @Override
    public InspectionRule rule() {
        return InspectionRule.ACCOUNT_EXISTS;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return accounts(inspection).keySet().stream()
                .<StateQuestion<?>>map(StateQuestion.Account::new)
                .toList();
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        List<WorkflowFinding> findings = new ArrayList<>();
        accounts(inspection).forEach((account, use) -> {
            var question = new StateQuestion.Account(account);
            switch (inspection.state().ask(question)) {
                case Known<AccountSecrets> ignored -> {}
                case Absent<AccountSecrets> ignored ->
                    findings.add(WorkflowFinding.at(
                                    use.place(),
                                    rule(),
                                    Severity.ERROR,
                                    "Service account '" + account + "' does not exist, so no pod can run as it.")
                            .withHint("Correct the name, or create it."));
                case StateAnswer<AccountSecrets> other ->
                    findings.add(inspection.unchecked(
                            use.place(), rule(), "Service account '" + account + "'", question, other));
            }
        });
        inspection.requirements().accounts().stream()
                .filter(use -> !use.decided())
                .map(use -> WorkflowFinding.at(
                        use.place(),
                        rule(),
                        Severity.UNCHECKED,
                        "The service account of these pods is known only while the workflow runs."))
                .distinct()
                .forEach(findings::add);
        return findings;
    }

    /** The accounts known before the run, each with its first use. */
    static Map<String, AccountUse> accounts(Inspection inspection) {
        Map<String, AccountUse> first = new LinkedHashMap<>();
        inspection.requirements().accounts().stream()
                .filter(AccountUse::decided)
                .forEach(use -> first.putIfAbsent(use.account(), use));
        return first;
    }
}
