package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.PodVerdict;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.pod.PodShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the workflow's pods with the API server, with those of the agent and of the deletion of artifacts: its own rules,
 * admission webhooks and policies. The request is a dry run
 * with the caller's token, and needs the caller's permission to create pods. The controller creates the pods under its own
 * account, so a policy that depends on the account may decide differently.
 */
public final class PodAdmissionCheck implements ClusterCheck {
    private static final int MOST_PATHS = 3;

    /** Argo's controller retries until the quota has room ({@code util/errors/errors.go} of Argo 4.0.5). */
    private static final String WAITS = "exceeded quota";

    private final CachedAccessReviews reviews;

    public PodAdmissionCheck(CachedAccessReviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public InspectionRule rule() {
        return InspectionRule.POD_ADMISSION;
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        List<PodShape> shapes = inspection.requirements().shapes();
        if (shapes.isEmpty()) {
            return List.of();
        }
        AccessCheck right =
                StateQuestion.PodDryRun.createPods(inspection.namespace().value());
        var callContext = inspection.callContext();
        Optional<BearerToken> token = callContext.caller().upstreamToken();
        if (token.isEmpty()) {
            return List.of(unchecked(inspection, "the caller's token is for the gateway and not for the cluster"));
        }
        return switch (reviews.ofCaller(callContext.environment().name(), token.get(), right, inspection.deadline())) {
            case Allowed() -> ofPods(shapes, inspection);
            case Denied ignored ->
                List.of(unchecked(inspection, "'" + inspection.caller().user() + "' may not " + right.description()));
            case Undecided ignored ->
                List.of(unchecked(
                        inspection,
                        "whether '" + inspection.caller().user() + "' may " + right.description()
                                + " could not be decided"));
        };
    }

    private WorkflowFinding unchecked(Inspection inspection, String why) {
        return WorkflowFinding.at(
                inspection.specification(),
                rule(),
                Severity.UNCHECKED,
                "Whether the API server accepts the workflow's pods was not checked in a dry run: " + why + ".");
    }

    private List<WorkflowFinding> ofPods(List<PodShape> shapes, Inspection inspection) {
        inspection
                .state()
                .prepare(shapes.stream()
                        .filter(shape -> shape.open().isEmpty())
                        .map(shape -> new StateQuestion.PodDryRun(shape.pod()))
                        .toList());
        List<WorkflowFinding> findings = new ArrayList<>();
        shapes.forEach(shape -> findings.addAll(ofPod(shape, inspection)));
        if (inspection.requirements().pods().size() > PodShape.MOST) {
            findings.add(unchecked(
                    inspection,
                    "the workflow has more than " + PodShape.MOST + " templates with pods, and the rest was not sent"));
        }
        return findings;
    }

    private List<WorkflowFinding> ofPod(PodShape shape, Inspection inspection) {
        if (!shape.open().isEmpty()) {
            String paths = shape.open().stream().limit(MOST_PATHS).collect(Collectors.joining(", "));
            return List.of(WorkflowFinding.at(
                    shape.place(),
                    rule(),
                    Severity.UNCHECKED,
                    "Whether the API server accepts this pod was not checked in a dry run: the value of " + paths
                            + " is known only while the workflow runs."));
        }
        var question = new StateQuestion.PodDryRun(shape.pod());
        return switch (inspection.state().ask(question)) {
            case Known<PodVerdict>(var verdict) ->
                Stream.concat(refusals(shape, verdict), warnings(shape, verdict))
                        .toList();
            case StateAnswer<PodVerdict> other ->
                List.of(inspection.uncheckedWithoutGrant(
                        shape.place(), rule(), "Whether the API server accepts this pod", question, other));
        };
    }

    private Stream<WorkflowFinding> refusals(PodShape shape, PodVerdict verdict) {
        if (verdict.admitted()) {
            return Stream.empty();
        }
        if (verdict.causes().isEmpty()) {
            return Stream.of(refusal(shape, "", verdict.message()));
        }
        return verdict.causes().stream()
                .map(cause -> refusal(shape, cause.field(), cause.field() + ": " + cause.message()));
    }

    private WorkflowFinding refusal(PodShape shape, String field, String words) {
        boolean certain = !shape.standIn() && !words.contains(WAITS);
        return WorkflowFinding.at(
                        shape.placeOf(field),
                        rule(),
                        certain ? Severity.ERROR : Severity.WARNING,
                        "The API server refuses this pod in a dry run: " + words)
                .withHint(
                        shape.standIn()
                                ? "The container is Argo's own; the check used the default one instead. A podSpecPatch of the workflow applies to this pod too. Ask the operator of Argo."
                                : "Change the template so that the API server accepts its pod, or ask the administrator of the cluster's policies.");
    }

    private Stream<WorkflowFinding> warnings(PodShape shape, PodVerdict verdict) {
        return verdict.warnings().stream()
                .map(warning -> WorkflowFinding.at(
                        shape.place(),
                        rule(),
                        Severity.WARNING,
                        "The API server warns of this pod in a dry run: " + warning));
    }
}
