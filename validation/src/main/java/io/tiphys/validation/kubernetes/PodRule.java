package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.FieldRule;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.fields.FieldWalk;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code kubernetes-pod}: the API server's rules for pods ({@code pkg/apis/core/validation} of Kubernetes 1.36). Argo accepts
 * the workflow, which then ends in an error when the pod is created. Values with a {@code {{variable}}} are not checked.
 */
public final class PodRule implements FieldRule {
    @Override
    public String id() {
        return "kubernetes-pod";
    }

    @Override
    public String description() {
        return "Names of containers, volumes, ports and environment variables, port numbers, mounts, choices like imagePullPolicy and"
                + " resources are valid for Kubernetes: otherwise it refuses the pod when the step begins.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        PodReport report = new PodReport(this, check);
        return new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                if (type == Simple.INT64) {
                    Choices.identity(name, value, report);
                } else if (type == Simple.STRING) {
                    Choices.check(name, value, report);
                } else if (type instanceof Named named && value instanceof ManifestObject object) {
                    object(named.name(), object, report);
                } else if (type instanceof ListOf list
                        && list.element() instanceof Named named
                        && value instanceof ManifestArray array) {
                    list(named.name(), array, report);
                    if (name.equals("sidecars")) {
                        ContainerCheck.sidecars(objects(array), report);
                    }
                }
            }
        };
    }

    private static void object(String type, ManifestObject object, PodReport report) {
        if (type.equals("ResourceRequirements")) {
            ResourcesCheck.check(object, report);
        } else if (type.equals("WorkflowSpec")) {
            boolean none = PodReport.text(object, "dnsPolicy").equals("None");
            if (none && !report.mayBeCompleted(object)) {
                report.required(object, "dnsConfig", "Add dnsConfig with nameservers, or another dnsPolicy.");
            }
        }
    }

    private static void list(String type, ManifestArray array, PodReport report) {
        switch (type) {
            case "Volume" -> VolumeCheck.volumes(objects(array), report);
            case "PersistentVolumeClaim" -> VolumeCheck.claims(objects(array), report);
            case "VolumeMount" -> VolumeCheck.mounts(objects(array), report);
            case "EnvVar" -> ContainerCheck.environment(objects(array), report);
            case "Toleration" -> ContainerCheck.tolerations(objects(array), report);
            case "NodeSelectorRequirement" -> ContainerCheck.requirements(objects(array), report);
            case "ContainerPort" -> ContainerCheck.ports(objects(array), report);
            case "UserContainer", "ContainerNode" -> ContainerCheck.beside(objects(array), report);
            default -> {
                // of no interest
            }
        }
    }

    private static List<ManifestObject> objects(ManifestArray array) {
        List<ManifestObject> objects = new ArrayList<>(array.elements().size());
        for (ManifestNode element : array.elements()) {
            if (element instanceof ManifestObject object) {
                objects.add(object);
            }
        }
        return objects;
    }
}
