package io.tiphys.validation.accounts;

import io.tiphys.validation.accounts.ServiceAccountReference.Certainty;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowPolicy;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.stream.Collectors;

/** {@code service-account-not-allowed}: pods run only as the accounts that the environment allows. */
public final class ServiceAccountRule implements WorkflowRule {
    @Override
    public String id() {
        return "service-account-not-allowed";
    }

    @Override
    public String description() {
        return "Every service account that the workflow's pods may run as is allowed by the environment, wherever the"
                + " workflow chooses it; one that cannot be known before the workflow runs is not allowed.";
    }

    @Override
    public void check(WorkflowCheck check) {
        if (check.policy().allowsEveryServiceAccount()) {
            return;
        }
        check.manifest()
                .specification()
                .ifPresent(spec -> ServiceAccountReferences.in(spec).stream()
                        .filter(reference -> !isAllowed(reference, check.policy()))
                        .filter(reference -> !isLeftToItsUsers(reference, spec, check))
                        .forEach(reference -> report(reference, check)));
    }

    /** The workflow that uses a template may name the account, and is checked against the rule itself. */
    private static boolean isLeftToItsUsers(
            ServiceAccountReference reference, ManifestObject spec, WorkflowCheck check) {
        return reference.certainty() == Certainty.DEFAULT
                && reference.at() == spec
                && check.type().endsWith("WorkflowTemplate");
    }

    private static boolean isAllowed(ServiceAccountReference reference, WorkflowPolicy policy) {
        return switch (reference.certainty()) {
            case NAMED, DEFAULT -> policy.allowsServiceAccount(reference.name());
            case UNDECIDED -> false;
        };
    }

    private void report(ServiceAccountReference reference, WorkflowCheck check) {
        ManifestNode at = reference.at();
        switch (reference.certainty()) {
            case NAMED ->
                check.report(
                        this,
                        at,
                        "The environment does not allow the service account " + ShownText.quoted(reference.name())
                                + ".",
                        allowed(check.policy()));
            case DEFAULT -> {
                if (!(at instanceof ManifestObject owner && check.isSuppressed(owner, "serviceAccountName"))) {
                    check.report(
                            this,
                            at,
                            "No service account is chosen, so pods would run as 'default', which the environment does not allow.",
                            "Set serviceAccountName. " + allowed(check.policy()));
                }
            }
            case UNDECIDED ->
                check.report(
                        this,
                        at,
                        "The service account of the pods is known only when the workflow runs, and so not allowed.",
                        "Write its name without {{variables}}, in text that can be read. " + allowed(check.policy()));
        }
    }

    private static String allowed(WorkflowPolicy policy) {
        return policy.serviceAccounts().isEmpty()
                ? "The environment allows none."
                : policy.serviceAccounts().stream()
                        .sorted()
                        .collect(Collectors.joining("', '", "The environment allows '", "'."));
    }
}
