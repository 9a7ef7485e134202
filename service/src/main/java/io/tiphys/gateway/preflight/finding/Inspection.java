package io.tiphys.gateway.preflight.finding;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.LackedRight;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Forbidden;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.preflight.state.StateReader;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.requirement.Place;
import io.tiphys.validation.requirement.WorkflowRequirements;

/**
 * A workflow on its way through the checks.
 *
 * @param callContext who asks, and where
 * @param caller the caller of the call
 * @param namespace the namespace that it is to be submitted to
 * @param manifest the workflow
 * @param requirements what it needs, as far as its templates could be read
 * @param state what the caller may read of the cluster
 * @param deadline when the checks have to end, a little before the call
 */
public record Inspection(
        CallContext callContext,
        KubernetesIdentity caller,
        Namespace namespace,
        WorkflowManifest manifest,
        WorkflowRequirements requirements,
        StateReader state,
        Deadline deadline) {
    /** The place of the workflow's specification. */
    public Place specification() {
        return manifest.root().object("spec").map(Place::of).orElseGet(() -> Place.of(manifest.root()));
    }

    /** Says that something was not checked, with the right that was missing or why else. */
    public WorkflowFinding unchecked(
            Place place, InspectionRule rule, String what, StateQuestion<?> question, StateAnswer<?> answer) {
        WorkflowFinding finding = uncheckedWithoutGrant(place, rule, what, question, answer);
        return answer instanceof Forbidden
                ? finding.checkedWith(new LackedRight(caller, question.right(namespace.value())))
                : finding;
    }

    /** The same for a right that nobody should be given for the sake of the check alone. */
    public WorkflowFinding uncheckedWithoutGrant(
            Place place, InspectionRule rule, String what, StateQuestion<?> question, StateAnswer<?> answer) {
        AccessCheck right = question.right(namespace.value());
        String why = switch (answer) {
            case Forbidden<?> ignored -> "'" + caller.user() + "' may not " + right.description();
            case StateAnswer.Unknown<?>(var reason) -> reason;
            case StateAnswer.Absent<?> ignored -> "it is not there";
            case StateAnswer.Known<?> ignored -> "its answer was not understood";
        };
        return WorkflowFinding.at(place, rule, Severity.UNCHECKED, what + " was not checked: " + why + ".");
    }
}
