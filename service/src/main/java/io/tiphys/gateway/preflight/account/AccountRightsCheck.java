package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.validation.requirement.account.AccountUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Checks that the service accounts of a workflow's pods have the permissions that the workflow uses. The gateway reviews
 * these permissions under its own account, but only for a caller that may run workflows in the namespace: such a caller can
 * run a pod as any of these accounts and find out the same. Any other caller learns which permissions are needed, and not
 * which are granted.
 */
public final class AccountRightsCheck {
    private static final String ALL_ACCOUNTS = "*";

    private final CachedAccessReviews reviews;

    public AccountRightsCheck(CachedAccessReviews reviews) {
        this.reviews = reviews;
    }

    /** The use of an account at one source location, with the permissions that the use needs. */
    private record Need(AccountUse use, List<MissingPermission> rights) {}

    /** @param callerMaySubmit whether the caller certainly may create workflows in the namespace */
    public List<WorkflowFinding> check(Inspection inspection, boolean callerMaySubmit) {
        List<WorkflowFinding> findings = new ArrayList<>();
        List<Need> needs = needs(inspection, findings);
        Set<String> allowed = inspection.callContext().environment().workflowServiceAccounts();
        List<Need> reviewed = new ArrayList<>();
        for (Need need : needs) {
            boolean open = allowed.equals(Set.of(ALL_ACCOUNTS))
                    || allowed.contains(need.use().account());
            if (!open) {
                continue; // a document rule reports this, and the workflow is refused
            }
            if (callerMaySubmit) {
                reviewed.add(need);
            } else {
                findings.add(
                        finding(need, need.rights(), Severity.UNCHECKED, "needs")
                                .withHint(
                                        "Only callers who may create workflows in the namespace see whether the account has them."));
            }
        }
        findings.addAll(review(inspection, reviewed));
        return findings;
    }

    private List<WorkflowFinding> review(Inspection inspection, List<Need> needs) {
        List<Supplier<Reviewed>> questions = needs.stream()
                .flatMap(need -> need.rights().stream())
                .distinct()
                .<Supplier<Reviewed>>map(right -> () -> new Reviewed(
                        right,
                        reviews.of(
                                inspection.callContext().environment().name(),
                                right.subject(),
                                right.check(),
                                inspection.deadline())))
                .toList();
        Map<MissingPermission, AccessDecision> decisions = Parallel.all(questions, inspection.deadline()).stream()
                .collect(Collectors.toMap(Reviewed::right, Reviewed::decision));
        List<WorkflowFinding> findings = new ArrayList<>();
        for (Need need : needs) {
            List<MissingPermission> denied = need.rights().stream()
                    .filter(right -> decisions.get(right) instanceof Denied)
                    .toList();
            if (!denied.isEmpty()) {
                findings.add(finding(need, denied, Severity.ERROR, "lacks")
                        .withHint("Apply the manifest of this response, or ask an administrator to apply it."));
            }
            boolean undecided = need.rights().stream()
                    .map(decisions::get)
                    .anyMatch(decision -> !(decision instanceof Denied) && !(decision instanceof Allowed));
            if (undecided) {
                findings.add(undecided(need));
            }
        }
        return findings;
    }

    private record Reviewed(MissingPermission right, AccessDecision decision) {}

    private static WorkflowFinding finding(Need need, List<MissingPermission> rights, Severity severity, String verb) {
        String listed =
                rights.stream().map(right -> right.check().description()).collect(Collectors.joining(", "));
        return WorkflowFinding.at(
                        need.use().place(),
                        InspectionRule.ACCOUNT_RIGHT,
                        severity,
                        "Service account '" + need.use().account() + "' " + verb + " the rights to "
                                + AccountTasks.purpose(need.use().task()) + ": " + listed + ".")
                .needing(rights);
    }

    private static WorkflowFinding undecided(Need need) {
        return WorkflowFinding.at(
                        need.use().place(),
                        InspectionRule.ACCOUNT_RIGHT,
                        Severity.UNCHECKED,
                        "Whether service account '" + need.use().account() + "' may "
                                + AccountTasks.purpose(need.use().task())
                                + " was not checked: the gateway's own account may not create subjectaccessreviews, or the API server gave no decision.")
                .withHint("The ClusterRole for this is in manifests/caller-review.yaml.");
    }

    private static List<Need> needs(Inspection inspection, List<WorkflowFinding> findings) {
        AccountTasks tasks = new AccountTasks(inspection);
        Map<List<Object>, Need> first = new LinkedHashMap<>();
        for (AccountUse use : inspection.requirements().accounts()) {
            if (!use.decided()) {
                continue;
            }
            List<AccessCheck> checks = tasks.rights(use, findings);
            KubernetesIdentity account =
                    KubernetesIdentity.serviceAccount(inspection.namespace().value(), use.account());
            List<MissingPermission> rights = checks.stream()
                    .map(check -> new MissingPermission(account, check))
                    .toList();
            if (!rights.isEmpty()) {
                first.putIfAbsent(List.of(use.account(), rights), new Need(use, rights));
            }
        }
        return List.copyOf(first.values());
    }
}
