package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.check.NamedObjectsCheck;
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
import io.tiphys.validation.requirement.object.ObjectNeed.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks that the image pull secrets of service accounts exist. A pod that names pull secrets itself gets none of its
 * account's ({@code plugin/pkg/admission/serviceaccount} of Kubernetes).
 */
public final class AccountPullSecretsCheck implements ClusterCheck {
    @Override
    public InspectionRule rule() {
        return InspectionRule.PULL_SECRET_EXISTS;
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        boolean namesSome =
                inspection.requirements().objects().stream().anyMatch(need -> need.kind() == Kind.IMAGE_PULL_SECRET);
        if (namesSome) {
            return List.of();
        }
        List<WorkflowFinding> findings = new ArrayList<>();
        AccountsCheck.accounts(inspection).forEach((account, use) -> {
            // The accounts check reports an account that cannot be read.
            if (inspection.state().ask(new StateQuestion.Account(account))
                    instanceof Known<AccountSecrets>(var secrets)) {
                findings.addAll(of(use, secrets.pull(), inspection));
            }
        });
        return findings;
    }

    private List<WorkflowFinding> of(AccountUse use, Set<String> secrets, Inspection inspection) {
        inspection
                .state()
                .prepare(
                        secrets.stream().map(name -> question(name, inspection)).toList());
        List<WorkflowFinding> findings = new ArrayList<>();
        for (String name : secrets.stream().sorted().toList()) {
            String what = "Image pull secret '" + name + "' of service account '" + use.account() + "'";
            StateQuestion.SecretKeys question = question(name, inspection);
            switch (inspection.state().ask(question)) {
                case Known<Set<String>> ignored -> {}
                case Absent<Set<String>> ignored ->
                    findings.add(WorkflowFinding.at(
                                    use.place(),
                                    rule(),
                                    Severity.WARNING,
                                    what + " does not exist: private images cannot be pulled.")
                            .withHint("Create it, or remove it from the service account."));
                case StateAnswer<Set<String>> other ->
                    findings.add(inspection.unchecked(use.place(), rule(), what, question, other));
            }
        }
        return findings;
    }

    private static StateQuestion.SecretKeys question(String name, Inspection inspection) {
        return new StateQuestion.SecretKeys(name, NamedObjectsCheck.keysWanted(name, inspection));
    }
}
