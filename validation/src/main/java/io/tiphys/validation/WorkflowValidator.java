package io.tiphys.validation;

import io.tiphys.validation.accounts.ServiceAccountRule;
import io.tiphys.validation.argo.ArgoRules;
import io.tiphys.validation.argo.ArgoRules.Purpose;
import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.controller.ControllerValueRule;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.fields.DurationRule;
import io.tiphys.validation.fields.FieldRule;
import io.tiphys.validation.fields.FieldRules;
import io.tiphys.validation.fields.FieldTable;
import io.tiphys.validation.fields.UnknownFieldRule;
import io.tiphys.validation.fields.WrongTypeRule;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.head.ApiVersionRule;
import io.tiphys.validation.head.KindRule;
import io.tiphys.validation.head.NameRule;
import io.tiphys.validation.head.NamespaceMismatchRule;
import io.tiphys.validation.head.ReservedLabelRule;
import io.tiphys.validation.head.SpecMissingRule;
import io.tiphys.validation.head.StatusSetRule;
import io.tiphys.validation.kubernetes.MetadataRule;
import io.tiphys.validation.kubernetes.PodRule;
import io.tiphys.validation.lint.LintRules;
import io.tiphys.validation.references.TemplateDocuments;
import io.tiphys.validation.rule.ArgoVersion;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowPolicy;
import io.tiphys.validation.rule.WorkflowRule;
import io.tiphys.validation.schema.ResourceLimitRule;
import java.util.List;
import java.util.stream.Stream;

/** Checks documents against every rule. Pure and thread-safe. */
public final class WorkflowValidator {
    private static final WorkflowRule ACCOUNTS = new ServiceAccountRule();

    private static final WorkflowRule LIMITS = new ResourceLimitRule();

    private static final WorkflowRule NAMESPACE = new NamespaceMismatchRule();

    private static final FieldRule DURATIONS = new DurationRule();

    private static final List<FieldRule> KUBERNETES =
            List.of(new MetadataRule(), new PodRule(), new ControllerValueRule());

    /** Rules that suppress values come first, so that the others do not report these values again. */
    private static final List<FieldRule> FIELDS = List.of(new UnknownFieldRule(), new WrongTypeRule(), DURATIONS);

    private static final List<WorkflowRule> SUBMISSION = List.of(
            new KindRule(),
            new ApiVersionRule(),
            new NameRule(),
            NAMESPACE,
            new SpecMissingRule(),
            new StatusSetRule(),
            new ReservedLabelRule(),
            ACCOUNTS);

    private static final List<WorkflowRule> KEPT =
            List.of(new ApiVersionRule(), new SpecMissingRule(), new ReservedLabelRule(), ACCOUNTS);

    private static final List<WorkflowRule> LINT = List.of(new ApiVersionRule(), new SpecMissingRule());

    private final ArgoVersion version;

    /** For the releases of {@link ArgoVersion#DEFAULT}. */
    public WorkflowValidator() {
        this(ArgoVersion.DEFAULT);
    }

    /**
     * For a release line: its fields and limits. Argo's own rules are those of 4.0 for all lines.
     *
     * @param version the release line
     */
    public WorkflowValidator(ArgoVersion version) {
        this.version = version;
    }

    /** Loads the data of a release line, which otherwise happens at the first check of a document. */
    public static void prepare(ArgoVersion version) {
        FieldTable.of(version);
        ResourceLimitRule.prepare(version);
    }

    /** All rules, for the reference page. */
    public static List<Rule> rules() {
        return Stream.of(
                        FIELDS,
                        KUBERNETES,
                        SUBMISSION,
                        List.of(ArgoRule.values()),
                        List.of(LIMITS),
                        LintRules.all(),
                        List.of(DocumentRule.values()))
                .<Rule>flatMap(List::stream)
                .toList();
    }

    /**
     * The rules whose severity an environment may change or switch off. The others prevent a submission from differing from its
     * appearance, or are about unreadable documents.
     */
    public static List<Rule> adjustableRules() {
        return Stream.of(List.of(ArgoRule.values()), List.of(DURATIONS), KUBERNETES, List.of(LIMITS), LintRules.all())
                .<Rule>flatMap(List::stream)
                .toList();
    }

    /**
     * All errors of a workflow for submission, in the order of the document. No finding is a mere consequence of
     * another. At most 100 are returned, followed by one with the rule {@code more-violations} that counts the rest.
     * References to the cluster are not checked.
     */
    public List<Finding> validate(WorkflowManifest manifest, WorkflowPolicy policy) {
        return validate(manifest, policy, Purpose.SUBMISSION);
    }

    /**
     * As {@link #validate}, for a workflow that is linted and may be submitted later: its arguments may lack values, as for
     * {@code LintWorkflow} of the Argo Server (Argo 4.0).
     */
    public List<Finding> validateForLint(WorkflowManifest manifest, WorkflowPolicy policy) {
        return validate(manifest, policy, Purpose.LATER_SUBMISSION);
    }

    private List<Finding> validate(WorkflowManifest manifest, WorkflowPolicy policy, Purpose purpose) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        FieldRules.check(FIELDS, check);
        FieldRules.check(KUBERNETES, check);
        apply(SUBMISSION, check);
        if (manifest.kind().orElse(WorkflowCheck.WORKFLOW).equals(WorkflowCheck.WORKFLOW)) {
            new ArgoRules(TemplateDocuments.UNKNOWN, purpose).check(check);
            LIMITS.check(check);
        }
        return check.findings();
    }

    /**
     * All errors of a template or a cron workflow that is stored in a cluster, as {@link #validate}.
     * The caller must have checked the kind.
     */
    public List<Finding> validateStored(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        FieldRules.check(FIELDS, check);
        FieldRules.check(KUBERNETES, check);
        KEPT.forEach(rule -> rule.check(check)); // for every kind
        if (!check.type().equals("ClusterWorkflowTemplate")) {
            NAMESPACE.check(check);
        }
        new ArgoRules(TemplateDocuments.UNKNOWN, Purpose.ANY).check(check);
        LIMITS.check(check);
        return check.findings();
    }

    /**
     * Warnings about a workflow for submission. They refuse nothing unless the environment raises them to errors.
     */
    public List<Finding> warnings(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        apply(LintRules.all(), check);
        return check.findings();
    }

    /**
     * All errors of a document of one of Argo's kinds, independent of its use, as {@link #validate}.
     *
     * @param documents the documents whose templates others refer to
     * @param settings the severities of the rules
     */
    public List<Finding> lint(WorkflowManifest manifest, TemplateDocuments documents, RuleSettings settings) {
        WorkflowCheck check = new WorkflowCheck(manifest, WorkflowPolicy.NONE.with(settings), version);
        FieldRules.check(FIELDS, check);
        FieldRules.check(KUBERNETES, check);
        apply(LINT, check);
        new ArgoRules(documents, Purpose.ANY).check(check);
        LIMITS.check(check);
        apply(LintRules.all(), check);
        return check.findings();
    }

    private static void apply(List<WorkflowRule> rules, WorkflowCheck check) {
        String kind = check.manifest().kind().orElse(WorkflowCheck.WORKFLOW);
        rules.stream().filter(rule -> rule.appliesTo(kind)).forEach(rule -> rule.check(check));
    }

    /**
     * Findings of the service-account rule for an existing workflow that is to run again. Argo checked its other parts at its
     * creation.
     */
    public List<Finding> accountFindings(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        ACCOUNTS.check(check);
        return check.findings();
    }
}
