package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.ArgoInstance;
import io.tiphys.gateway.preflight.state.ArgoInstances;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.requirement.template.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the environment's Argo manages the namespace and the instance id of the workflow. */
public final class ArgoInstanceCheck implements ClusterCheck {
    private static final String INSTANCE_ID = "workflows.argoproj.io/controller-instanceid";

    private final ArgoInstances instances;

    public ArgoInstanceCheck(ArgoInstances instances) {
        this.instances = instances;
    }

    @Override
    public InspectionRule rule() {
        return InspectionRule.INSTANCE_ID;
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        Optional<ArgoInstance> found =
                instances.of(inspection.callContext().environment(), inspection.namespace(), inspection.deadline());
        if (found.isEmpty()) {
            return List.of(
                    WorkflowFinding.general(
                            InspectionRule.NAMESPACE_SERVED,
                            Severity.UNCHECKED,
                            "The namespace and instance of the Argo Server were not checked: the Argo Server does not return them."));
        }
        List<WorkflowFinding> findings = new ArrayList<>();
        found.get()
                .managedNamespace()
                .filter(managed -> !managed.equals(inspection.namespace().value()))
                .ifPresent(managed -> findings.add(WorkflowFinding.general(
                        InspectionRule.NAMESPACE_SERVED,
                        Severity.ERROR,
                        "The environment's Argo manages another namespace only: a workflow in '"
                                + inspection.namespace() + "' would never start.")));
        label(inspection)
                .ifPresent(node -> instance(inspection, node, found.get()).ifPresent(findings::add));
        return findings;
    }

    private static Optional<ManifestNode> label(Inspection inspection) {
        return inspection
                .manifest()
                .root()
                .object("metadata")
                .flatMap(metadata -> metadata.object("labels"))
                .flatMap(labels -> labels.get(INSTANCE_ID));
    }

    /** The Argo Server silently overwrites or removes the workflow's instance id. */
    private Optional<WorkflowFinding> instance(Inspection inspection, ManifestNode node, ArgoInstance argo) {
        String named = inspection
                .manifest()
                .root()
                .object("metadata")
                .flatMap(metadata -> metadata.object("labels"))
                .flatMap(labels -> labels.string(INSTANCE_ID))
                .orElse("");
        if (argo.instanceId().filter(named::equals).isPresent()) {
            return Optional.empty();
        }
        String own = argo.instanceId().map(id -> "is '" + id + "'").orElse("has no id");
        return Optional.of(WorkflowFinding.at(
                        Place.of(node),
                        rule(),
                        Severity.WARNING,
                        "The workflow names another Argo instance than the environment's, which " + own
                                + " and takes over the workflow.")
                .withHint("Remove the label, or submit to the environment of that instance."));
    }
}
