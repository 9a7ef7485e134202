package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.ServedKind;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.account.AccountUse;
import io.tiphys.validation.requirement.account.AccountUse.Task;
import io.tiphys.validation.requirement.account.ManifestAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The permissions that a use of an account needs. Argo's own components need those of Argo's manifests
 * ({@code manifests/quick-start/base} of Argo Workflows 4.0.5). A resource template needs those of its action on the object.
 */
public final class AccountTasks {
    private static final String ARGO = "argoproj.io";

    private final Inspection inspection;

    AccountTasks(Inspection inspection) {
        this.inspection = inspection;
    }

    /** The purpose, as the second half of a sentence. */
    static String purpose(Task task) {
        return switch (task) {
            case Task.RunPod() -> "run a pod";
            case Task.ReportResults() -> "report the results of its pods";
            case Task.RunAgent ignored -> "run http and plugin templates";
            case Task.DeleteArtifacts() -> "delete artifacts";
            case Task.HandleObject(var action) ->
                action.map(one -> "handle the " + one.kind() + " of this template")
                        .orElse("handle the object of this template");
        };
    }

    /** The questions that {@link #rights} will ask. */
    public static List<StateQuestion<?>> questions(Inspection inspection) {
        return inspection.requirements().accounts().stream()
                .filter(AccountUse::decided)
                .map(AccountUse::task)
                .filter(Task.HandleObject.class::isInstance)
                .map(Task.HandleObject.class::cast)
                .flatMap(task -> task.action().stream())
                .<StateQuestion<?>>map(action -> new StateQuestion.ServedKinds(action.apiVersion()))
                .distinct()
                .toList();
    }

    /** Returns the permissions; findings report permissions that cannot be determined. */
    List<AccessCheck> rights(AccountUse use, List<WorkflowFinding> findings) {
        return switch (use.task()) {
            case Task.RunPod() -> List.of();
            case Task.ReportResults() ->
                List.of(argo("create", "workflowtaskresults", ""), argo("patch", "workflowtaskresults", ""));
            case Task.RunAgent ignored ->
                List.of(
                        argo("list", "workflowtasksets", ""),
                        argo("watch", "workflowtasksets", ""),
                        argo("patch", "workflowtasksets", "status"));
            case Task.DeleteArtifacts() ->
                List.of(
                        argo("list", "workflowartifactgctasks", ""),
                        argo("watch", "workflowartifactgctasks", ""),
                        argo("patch", "workflowartifactgctasks", "status"));
            case Task.HandleObject(var action) ->
                action.map(one -> ofObject(use, one, findings)).orElseGet(() -> {
                    findings.add(
                            WorkflowFinding.at(
                                    use.place(),
                                    InspectionRule.ACCOUNT_RIGHT,
                                    Severity.UNCHECKED,
                                    "The action and object of this template are known only while the workflow runs, so its permissions were not checked."));
                    return List.of();
                });
        };
    }

    private AccessCheck argo(String verb, String resource, String subresource) {
        return new AccessCheck(
                verb, ARGO, resource, subresource, inspection.namespace().value(), "");
    }

    private List<AccessCheck> ofObject(AccountUse use, ManifestAction action, List<WorkflowFinding> findings) {
        var question = new StateQuestion.ServedKinds(action.apiVersion());
        String what = action.kind() + " of " + action.apiVersion();
        switch (inspection.state().ask(question)) {
            case Known<Map<String, ServedKind>>(var kinds)
            when kinds.containsKey(action.kind()) -> {
                return rights(action, kinds.get(action.kind()));
            }
            case Known<Map<String, ServedKind>> ignored -> findings.add(notServed(use, what));
            case Absent<Map<String, ServedKind>> ignored -> findings.add(notServed(use, what));
            case StateAnswer<Map<String, ServedKind>> other ->
                findings.add(inspection.unchecked(
                        use.place(),
                        InspectionRule.KIND_SERVED,
                        "Whether the cluster serves the kind " + what,
                        question,
                        other));
        }
        return List.of();
    }

    private static WorkflowFinding notServed(AccountUse use, String what) {
        return WorkflowFinding.at(
                        use.place(),
                        InspectionRule.KIND_SERVED,
                        Severity.ERROR,
                        "The cluster does not serve the kind " + what + ".")
                .withHint("Correct apiVersion and kind, or have the custom resource definition installed.");
    }

    /** A name restricts a permission, except for {@code create}, which Kubernetes cannot restrict by name. */
    private List<AccessCheck> rights(ManifestAction action, ServedKind kind) {
        int slash = action.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : action.apiVersion().substring(0, slash);
        String namespace = kind.namespaced()
                ? action.namespace().orElse(inspection.namespace().value())
                : "";
        List<AccessCheck> rights = new ArrayList<>();
        for (String verb : action.verbs()) {
            String name = verb.equals("create") ? "" : action.name().orElse("");
            rights.add(new AccessCheck(verb, group, kind.resource(), "", namespace, name));
        }
        return rights;
    }
}
