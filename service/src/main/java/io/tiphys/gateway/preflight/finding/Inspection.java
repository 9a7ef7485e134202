package io.tiphys.gateway.preflight.finding;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Forbidden;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.preflight.state.StateReader;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.requirement.WorkflowRequirements;
import io.tiphys.validation.requirement.template.Place;

/**
 * A workflow under preflight.
 *
 * @param callContext the authenticated caller and the environment
 * @param caller the caller of the call
 * @param namespace the target namespace
 * @param manifest the workflow
 * @param requirements the requirements of the workflow, as far as its templates are readable
 * @param state the cluster state that the caller may read
 * @param deadline the end of the checks, a little before the end of the call
 */
public record Inspection(
        CallContext callContext,
        KubernetesIdentity caller,
        Namespace namespace,
        WorkflowManifest manifest,
        WorkflowRequirements requirements,
        StateReader state,
        Deadline deadline) {
    /** The source location of the workflow's specification. */
    public Place specification() {
        return manifest.root().object("spec").map(Place::of).orElseGet(() -> Place.of(manifest.root()));
    }

    /** A finding that a check was not made, with the missing permission or another cause. */
    public WorkflowFinding unchecked(
            Place place, InspectionRule rule, String what, StateQuestion<?> question, StateAnswer<?> answer) {
        WorkflowFinding finding = uncheckedWithoutGrant(place, rule, what, question, answer);
        return answer instanceof Forbidden
                ? finding.checkedWith(new MissingPermission(caller, question.right(namespace.value())))
                : finding;
    }

    /** As {@link #unchecked}, for a permission that should not be granted for the sake of the check alone. */
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
