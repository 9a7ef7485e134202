package io.tiphys.validation;

import io.tiphys.validation.accounts.ServiceAccountRule;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.fields.UnknownFieldRule;
import io.tiphys.validation.fields.WrongTypeRule;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.head.ApiVersionRule;
import io.tiphys.validation.head.KindRule;
import io.tiphys.validation.head.NameRule;
import io.tiphys.validation.head.NamespaceMismatchRule;
import io.tiphys.validation.head.ReservedLabelRule;
import io.tiphys.validation.head.SpecMissingRule;
import io.tiphys.validation.head.StatusSetRule;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowPolicy;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.List;

/** Holds a workflow against every rule. Pure and thread-safe. */
public final class WorkflowValidator {
    private static final WorkflowRule ACCOUNTS = new ServiceAccountRule();

    /** Those that cloud places stand first: the others do not repeat what they say. */
    private static final List<WorkflowRule> RULES = List.of(
            new UnknownFieldRule(),
            new WrongTypeRule(),
            new KindRule(),
            new ApiVersionRule(),
            new NameRule(),
            new NamespaceMismatchRule(),
            new SpecMissingRule(),
            new StatusSetRule(),
            new ReservedLabelRule(),
            ACCOUNTS);

    /** All rules, for the reference page. */
    public static List<WorkflowRule> rules() {
        return RULES;
    }

    /**
     * Everything that is wrong, in the order of the document; empty for a valid workflow. No finding is the mere echo
     * of another. At most 100 are given, followed by one with the rule {@code more-violations} that counts the rest.
     */
    public List<Finding> validate(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy);
        String kind = manifest.kind().orElse(WorkflowCheck.WORKFLOW);
        RULES.stream().filter(rule -> rule.appliesTo(kind)).forEach(rule -> rule.check(check));
        return check.findings();
    }

    /**
     * What the rule of service accounts says of a workflow that exists and is to run again. Its other parts were checked
     * by Argo when it was created.
     */
    public List<Finding> accountFindings(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy);
        ACCOUNTS.check(check);
        return check.findings();
    }
}
