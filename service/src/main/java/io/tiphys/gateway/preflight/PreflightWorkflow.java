package io.tiphys.gateway.preflight;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.SubmissionRights;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.access.review.TemplateRights;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.preflight.account.AccountPullSecretsCheck;
import io.tiphys.gateway.preflight.account.AccountRightsCheck;
import io.tiphys.gateway.preflight.account.AccountTasks;
import io.tiphys.gateway.preflight.account.AccountsCheck;
import io.tiphys.gateway.preflight.account.ActingAccountCheck;
import io.tiphys.gateway.preflight.account.ExecutorPluginsCheck;
import io.tiphys.gateway.preflight.account.SubmissionRightsCheck;
import io.tiphys.gateway.preflight.account.TokenSecretsCheck;
import io.tiphys.gateway.preflight.check.ArgoInstanceCheck;
import io.tiphys.gateway.preflight.check.ClaimTemplatesCheck;
import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.check.ConfigMapTypesCheck;
import io.tiphys.gateway.preflight.check.DuplicateFindings;
import io.tiphys.gateway.preflight.check.NamedObjectsCheck;
import io.tiphys.gateway.preflight.check.PodAdmissionCheck;
import io.tiphys.gateway.preflight.check.PodSecurityCheck;
import io.tiphys.gateway.preflight.check.StartedCheck;
import io.tiphys.gateway.preflight.check.TemplateReading;
import io.tiphys.gateway.preflight.check.VolumeClaimsCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.preflight.quota.LimitRangeCheck;
import io.tiphys.gateway.preflight.quota.QuotaCheck;
import io.tiphys.gateway.preflight.state.ArgoInstances;
import io.tiphys.gateway.preflight.state.ClusterState;
import io.tiphys.gateway.preflight.state.StateReader;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowChecks;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.references.TemplateReferences;
import io.tiphys.validation.requirement.WorkflowRequirements;
import io.tiphys.validation.requirement.cost.CostPreview;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Checks a workflow against the state of its target namespace and reports all problems in one response. The preflight
 * creates nothing and issues no credential. Independent requests run in parallel. Thread-safe.
 */
@Singleton
public final class PreflightWorkflow {
    /** The reserve for sending the response: one tenth of the remaining time. */
    private static final int SHARE_FOR_THE_ANSWER = 10;

    private final WorkflowManifestReader reader;
    private final WorkflowChecks documentChecks;
    private final SubmissionRights submissionRights;
    private final AccountRightsCheck accountRights;
    private final ClusterState clusterState;
    private final List<ClusterCheck> checks;

    public PreflightWorkflow(
            WorkflowManifestReader reader,
            WorkflowChecks documentChecks,
            SubmissionRights submissionRights,
            CachedAccessReviews reviews,
            ClusterState clusterState,
            ArgoInstances instances) {
        this.reader = reader;
        this.documentChecks = documentChecks;
        this.submissionRights = submissionRights;
        this.accountRights = new AccountRightsCheck(reviews);
        this.clusterState = clusterState;
        this.checks = List.of(
                new ActingAccountCheck(),
                new AccountsCheck(),
                new AccountPullSecretsCheck(),
                new TokenSecretsCheck(),
                new ExecutorPluginsCheck(),
                new NamedObjectsCheck(),
                new ConfigMapTypesCheck(),
                new VolumeClaimsCheck(),
                new ClaimTemplatesCheck(),
                new QuotaCheck(),
                new LimitRangeCheck(),
                new PodSecurityCheck(),
                new PodAdmissionCheck(reviews),
                new ArgoInstanceCheck(instances));
    }

    /**
     * Runs the preflight of a document. An error in a readable document is a finding, not an exception.
     *
     * @throws GatewayException with WORKFLOW_MALFORMED or WORKFLOW_TOO_LARGE for a document that cannot be read,
     *     WORKFLOW_INVALID or REQUEST_INVALID when there is no namespace, DEADLINE_EXCEEDED
     */
    public WorkflowReport preflight(PreflightCommand command) {
        WorkflowManifest manifest = reader.read(command.document(), command.format());
        Namespace namespace = TargetNamespace.of(command.callContext().environment(), command.namespace(), manifest);
        return preflight(command.callContext(), namespace, manifest);
    }

    /** Runs the preflight of a parsed document. */
    public WorkflowReport preflight(CallContext callContext, Namespace namespace, WorkflowManifest manifest) {
        List<WorkflowFinding> findings = new ArrayList<>(ofDocument(callContext, namespace, manifest));
        Optional<ManifestObject> specification = manifest.root().object("spec");
        Optional<WorkflowFinding> closed = closed(callContext, namespace);
        CostPreview cost = CostPreview.NOTHING;
        if (closed.isPresent() || specification.isEmpty()) {
            closed.ifPresent(findings::add);
            cost = specification
                    .map(spec ->
                            WorkflowRequirements.of(new TemplateLibrary(spec)).cost())
                    .orElse(cost);
        } else if (callContext.caller().identity() instanceof KubernetesIdentity caller) {
            cost = ofCluster(callContext, caller, namespace, manifest, specification.get(), findings);
        }
        return new WorkflowReport(
                callContext.environment().name(), namespace.value(), DuplicateFindings.without(findings), cost);
    }

    private List<WorkflowFinding> ofDocument(CallContext callContext, Namespace namespace, WorkflowManifest manifest) {
        return documentChecks.findings(manifest, callContext.environment().policyIn(namespace)).stream()
                .map(WorkflowFinding::of)
                .toList();
    }

    /**
     * Why the cluster is not queried. A namespace that is not served is never disclosed, and an unauthenticated caller
     * learns nothing.
     */
    private static Optional<WorkflowFinding> closed(CallContext callContext, Namespace namespace) {
        boolean known = !(callContext.caller().identity() instanceof ArgoIdentity);
        var namespaces = callContext.environment().namespaces();
        try {
            if (known) {
                namespaces.require(callContext.environment().name(), namespace);
            } else {
                namespaces.requireWithoutDetails(callContext.environment().name(), namespace);
            }
        } catch (GatewayException e) {
            return Optional.of(WorkflowFinding.general(
                    InspectionRule.NAMESPACE_SERVED, Severity.ERROR, e.problem().detail()));
        }
        return known
                ? Optional.empty()
                : Optional.of(
                        WorkflowFinding.general(
                                InspectionRule.CLUSTER_STATE,
                                Severity.UNCHECKED,
                                "The state of the cluster was not checked: only the Argo Server can verify this token, and Kubernetes does not accept it."));
    }

    private CostPreview ofCluster(
            CallContext callContext,
            KubernetesIdentity caller,
            Namespace namespace,
            WorkflowManifest manifest,
            ManifestObject specification,
            List<WorkflowFinding> findings) {
        Deadline deadline = callContext.deadline().within(share(callContext.deadline()));
        CallContext bounded = callContext.with(deadline);
        StateReader state = new StateReader(clusterState, bounded, namespace, deadline);
        var verdict = Parallel.start(() -> submissionRights.review(
                bounded,
                caller,
                namespace,
                Operation.SUBMIT.rightsIn(
                        namespace.value(), TemplateRights.of(namespace, TemplateReferences.in(manifest)))));
        TemplateLibrary library = new TemplateLibrary(specification);
        TemplateReading templates = new TemplateReading(state, caller, namespace.value());
        templates.readInto(library);
        WorkflowRequirements requirements = WorkflowRequirements.of(library);
        Inspection inspection = new Inspection(bounded, caller, namespace, manifest, requirements, state, deadline);
        findings.addAll(templates.findings());
        findings.addAll(make(inspection, verdict));
        return requirements.cost();
    }

    private List<WorkflowFinding> make(Inspection inspection, CompletableFuture<SubmissionRights.Verdict> reviewed) {
        checks.forEach(check -> inspection.state().prepare(check.questions(inspection)));
        inspection.state().prepare(AccountTasks.questions(inspection));
        List<StartedCheck> started = new ArrayList<>();
        started.add(
                new StartedCheck(InspectionRule.SUBMISSION_RIGHT, reviewed.thenApply(SubmissionRightsCheck::findings)));
        started.add(new StartedCheck(
                InspectionRule.ACCOUNT_RIGHT,
                reviewed.thenApplyAsync(
                        verdict -> accountRights.check(inspection, verdict.callerHas(maySubmit(inspection))),
                        Parallel.threads())));
        checks.forEach(
                check -> started.add(new StartedCheck(check.rule(), Parallel.start(() -> check.check(inspection)))));
        return started.stream()
                .flatMap(check -> check.findings(inspection.deadline()).stream())
                .toList();
    }

    private static List<AccessCheck> maySubmit(Inspection inspection) {
        return Operation.SUBMIT.rightsIn(inspection.namespace().value());
    }

    private static Duration share(Deadline deadline) {
        Duration left = deadline.remaining();
        return left.minus(left.dividedBy(SHARE_FOR_THE_ANSWER));
    }
}
