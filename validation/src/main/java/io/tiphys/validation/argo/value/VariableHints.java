package io.tiphys.validation.argo.value;

import io.tiphys.validation.finding.ShownText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hints for unknown variables. */
public final class VariableHints {
    private static final Map<String, String> BY_PREFIX = new LinkedHashMap<>();

    static {
        BY_PREFIX.put("workflow.parameters.", "Add the parameter {name} to the arguments of the spec.");
        BY_PREFIX.put("inputs.parameters.", "Add the parameter {name} to the inputs of the template.");
        BY_PREFIX.put("inputs.artifacts.", "Add the artifact {name} to the inputs of the template.");
        BY_PREFIX.put("workflow.parameters", "Add parameters to the arguments of the spec.");
        BY_PREFIX.put(
                "workflow.labels.", "Add the label {name} to the metadata of the document, or to workflowMetadata.");
        BY_PREFIX.put(
                "workflow.annotations.",
                "Add the annotation {name} to the metadata of the document, or to workflowMetadata.");
        BY_PREFIX.put("workflow.priority", "Set the priority of the spec.");
        BY_PREFIX.put(
                "workflow.outputs.",
                "Give an output of a step or task that runs before this the globalName {last}; one of the entrypoint itself does"
                        + " not count.");
        BY_PREFIX.put(
                "workflow.failures",
                "Only the exit handler has it: the template of onExit or of a hook, and what that uses.");
        BY_PREFIX.put("inputs.", "Write {{inputs.parameters.NAME}} or {{inputs.artifacts.NAME.path}}.");
        BY_PREFIX.put(
                "steps.",
                "Only what steps before this one have declared as outputs can be used, in the same template.");
        BY_PREFIX.put("tasks.", "Only what tasks of the same dag have declared as outputs can be used.");
        BY_PREFIX.put(
                "item",
                "Add withItems, withParam or withSequence to the step or task, and hand {{item}} over as an argument.");
        BY_PREFIX.put("pod.name", "Only templates that run in a pod have {{pod.name}}.");
    }

    private VariableHints() {}

    public static @Nullable String of(String tag) {
        for (Map.Entry<String, String> hint : BY_PREFIX.entrySet()) {
            if (tag.startsWith(hint.getKey())) {
                String name = tag.substring(hint.getKey().length());
                String last = tag.substring(tag.lastIndexOf('.') + 1);
                return hint.getValue()
                        .replace("{name}", ShownText.quoted(name))
                        .replace("{last}", ShownText.quoted(last));
            }
        }
        return null;
    }
}
