package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.access.AccountSelector;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the delegated identity of the environment exists. A caller that may not read the service account learns of its
 * permissions alone, from {@link SubmissionRightsCheck}.
 */
public final class ActingAccountCheck implements ClusterCheck {
    @Override
    public InspectionRule rule() {
        return InspectionRule.ACCOUNT_EXISTS;
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        try {
            return check(inspection, inspection.callContext().accounts().in(inspection.namespace()));
        } catch (GatewayException e) {
            return List.of(); // SubmissionRightsCheck reports that no account is selected
        }
    }

    private List<WorkflowFinding> check(Inspection inspection, AccountSelector.Selected selected) {
        Optional<String> account = selected.mode().serviceAccount();
        // Argo's annotations select an account that exists, also in another namespace.
        boolean absent = account.isPresent()
                && selected.namespace().equals(inspection.namespace())
                && inspection.state().ask(new StateQuestion.Account(account.get())) instanceof Absent;
        return absent
                ? List.of(WorkflowFinding.general(
                                rule(),
                                Severity.ERROR,
                                "Service account '" + account.get() + "' that this environment acts as does"
                                        + " not exist in namespace '" + inspection.namespace() + "'.")
                        .withHint("Create it first, then grant the permissions that it needs."))
                : List.of();
    }
}
