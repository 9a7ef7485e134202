package io.tiphys.validation;

import io.tiphys.validation.accounts.ServiceAccountRule;
import io.tiphys.validation.argo.ArgoRule;
import io.tiphys.validation.argo.ArgoRules;
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

/** Holds documents against every rule. Pure and thread-safe. */
public final class WorkflowValidator {
    private static final WorkflowRule ACCOUNTS = new ServiceAccountRule();

    private static final WorkflowRule LIMITS = new ResourceLimitRule();

    private static final WorkflowRule NAMESPACE = new NamespaceMismatchRule();

    private static final FieldRule DURATIONS = new DurationRule();

    private static final List<FieldRule> KUBERNETES = List.of(new MetadataRule(), new PodRule());

    /** Those that cloud places stand first: the others do not repeat what they say. */
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
     * For a line of releases: its fields and limits. Argo's own rules are those of 4.0 for all.
     *
     * @param version the line
     */
    public WorkflowValidator(ArgoVersion version) {
        this.version = version;
    }

    /** Loads the data of a line of releases, which otherwise happens when a first document is looked at. */
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
     * The rules that a place may raise, lower or switch off. The others keep a submission from being something else than it
     * seems to be, or are about documents that cannot be read.
     */
    public static List<Rule> adjustableRules() {
        return Stream.of(List.of(ArgoRule.values()), List.of(DURATIONS), KUBERNETES, List.of(LIMITS), LintRules.all())
                .<Rule>flatMap(List::stream)
                .toList();
    }

    /**
     * Everything that is wrong with a workflow that is to be submitted, in the order of the document. No finding is the mere
     * echo of another. At most 100 are given, followed by one with the rule {@code more-violations} that counts the rest.
     * What it refers to in the cluster is not looked at.
     */
    public List<Finding> validate(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        FieldRules.check(FIELDS, check);
        FieldRules.check(KUBERNETES, check);
        apply(SUBMISSION, check);
        if (manifest.kind().orElse(WorkflowCheck.WORKFLOW).equals(WorkflowCheck.WORKFLOW)) {
            new ArgoRules(TemplateDocuments.UNKNOWN, false).check(check);
            LIMITS.check(check);
        }
        return check.findings();
    }

    /**
     * Everything that is wrong with a template or a cron workflow that is to be kept in a cluster, as {@link #validate}.
     * Whether its kind is the one that is expected has to be known already.
     */
    public List<Finding> validateKept(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        FieldRules.check(FIELDS, check);
        FieldRules.check(KUBERNETES, check);
        KEPT.forEach(rule -> rule.check(check)); // whatever kind they are for otherwise
        if (!check.type().equals("ClusterWorkflowTemplate")) {
            NAMESPACE.check(check);
        }
        new ArgoRules(TemplateDocuments.UNKNOWN, true).check(check);
        LIMITS.check(check);
        return check.findings();
    }

    /**
     * What is better done in another way in a workflow that is to be submitted: warnings, which refuse
     * nothing unless the place raises them.
     */
    public List<Finding> warnings(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        apply(LintRules.all(), check);
        return check.findings();
    }

    /**
     * Everything that is wrong with a document of one of Argo's kinds, wherever it will be used, as {@link #validate}.
     *
     * @param documents the documents with templates that others refer to
     * @param settings what to make of the rules
     */
    public List<Finding> lint(WorkflowManifest manifest, TemplateDocuments documents, RuleSettings settings) {
        WorkflowCheck check = new WorkflowCheck(manifest, WorkflowPolicy.NONE.with(settings), version);
        FieldRules.check(FIELDS, check);
        FieldRules.check(KUBERNETES, check);
        apply(LINT, check);
        new ArgoRules(documents, true).check(check);
        LIMITS.check(check);
        apply(LintRules.all(), check);
        return check.findings();
    }

    private static void apply(List<WorkflowRule> rules, WorkflowCheck check) {
        String kind = check.manifest().kind().orElse(WorkflowCheck.WORKFLOW);
        rules.stream().filter(rule -> rule.appliesTo(kind)).forEach(rule -> rule.check(check));
    }

    /**
     * What the rule of service accounts says of a workflow that exists and is to run again. Its other parts were checked
     * by Argo when it was created.
     */
    public List<Finding> accountFindings(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy, version);
        ACCOUNTS.check(check);
        return check.findings();
    }
}
