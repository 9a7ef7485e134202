package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.report.TemplateType;
import io.tiphys.validation.argo.scope.Arguments;
import io.tiphys.validation.argo.scope.Scope;
import io.tiphys.validation.argo.scope.Template;
import io.tiphys.validation.argo.scope.TemplateSource;
import io.tiphys.validation.argo.scope.Variables;
import io.tiphys.validation.argo.scope.Walk;
import io.tiphys.validation.argo.value.Numbers;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.GoDuration;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a template that runs something itself. */
final class LeafCheck {
    private final Walk walk;
    private final Report report;

    LeafCheck(Walk walk) {
        this.walk = walk;
        this.report = walk.report();
    }

    void check(Template template, TemplateType type, Scope scope, Arguments arguments) {
        Value value = template.value();
        Variables variables = new Variables(walk, scope);
        variables.check(value, node -> isReplaced(node, value.node(), arguments));
        arguments.parameters().forEach(it -> inherited(it, value, variables));
        ManifestNode pods = template.base().podMetadata();
        if (pods != null) {
            variables.check(new Value(pods, value.substitution()));
        }
        switch (type) {
            case CONTAINER -> {
                mounts(value);
                image(value, type, template.base());
            }
            case SCRIPT -> image(value, type, template.base());
            case CONTAINER_SET -> ContainerSetCheck.check(value, report);
            case RESOURCE -> ResourceCheck.check(value, report);
            case PLUGIN -> plugin(value);
            default -> {}
        }
        deadline(value);
        if (value.has("parallelism")) {
            String message = "parallelism is only valid for steps and dag templates, and this is a " + type.field()
                    + " template.";
            report.at(
                    value.at("parallelism"),
                    ArgoRule.PARALLELISM,
                    message,
                    "Set it on the steps or the dag around it.");
        }
    }

    /** Whether an argument replaces a value: the value of a parameter, and of an artifact all but name, path and mode. */
    private static boolean isReplaced(ManifestNode node, ManifestNode template, Arguments arguments) {
        ManifestKey key = node.key();
        ManifestNode input = node.parent();
        ManifestNode list = input == null ? null : input.parent();
        ManifestNode inputs = list == null ? null : list.parent();
        if (key == null
                || list == null
                || inputs == null
                || inputs.parent() != template
                || !isCalled(inputs, "inputs")) {
            return false;
        }
        String name =
                input instanceof ManifestObject object ? object.string("name").orElse("") : "";
        if (isCalled(list, "parameters")) {
            boolean replaced = arguments.any() || arguments.parameter(name) != null;
            return replaced && Set.of("value", "valueFrom").contains(key.text());
        }
        boolean replaced = arguments.any() || arguments.artifact(name) != null;
        return replaced && !Set.of("name", "path", "mode", "recurseMode").contains(key.text());
    }

    private static boolean isCalled(ManifestNode node, String name) {
        ManifestKey key = node.key();
        return key != null && key.text().equals(name);
    }

    /** The value of an argument, which replaces that of an input. */
    private static void inherited(Value argument, Value template, Variables variables) {
        Value inputs = template.get("inputs");
        boolean used = inputs != null
                && inputs.list("parameters").stream()
                        .anyMatch(it -> it.text("name").equals(argument.text("name")));
        Value value = argument.get("value");
        if (used && value != null) {
            variables.check(new Value(value.node(), template.substitution()));
        }
    }

    private void plugin(Value template) {
        Value plugin = template.get("plugin");
        if (plugin != null && plugin.node().content().size() != 1) {
            String message = "A plugin template names one plugin, and this names "
                    + plugin.node().content().size() + '.';
            report.at(plugin.node(), ArgoRule.PLUGIN, message, "Write, for example, plugin: {hello: {}}.");
        }
    }

    private void mounts(Value template) {
        Value container = template.get("container");
        Set<String> paths = new HashSet<>();
        if (container != null) {
            container.list("volumeMounts").forEach(mount -> mount(mount, "mountPath", paths, report));
        }
        Value inputs = template.get("inputs");
        if (inputs != null) {
            inputs.list("artifacts").forEach(artifact -> mount(artifact, "path", paths, report));
        }
    }

    static void mount(Value mount, String field, Set<String> paths, Report report) {
        String path = mount.text(field);
        if (!paths.add(path) && !(path.isEmpty() && field.equals("path"))) {
            String message = ShownText.quoted(path) + " already mounted: another volume or artifact has this path.";
            report.at(mount.at(field), ArgoRule.MOUNT_PATH, message, "Use another path.");
        }
    }

    private void image(Value template, TemplateType type, TemplateSource base) {
        Value container = template.get(type.field());
        if (container != null && container.text("image").isEmpty() && !base.hasDefaultImage(type.field())) {
            String message = WorkflowCheck.PLACE + " may not be empty.";
            String hint = "Add, for example: image: alpine:3.23.";
            report.missing(container.node(), "image", ArgoRule.IMAGE_REQUIRED, message, hint);
        }
    }

    private void deadline(Value template) {
        String seconds = template.text("activeDeadlineSeconds");
        if (!template.has("activeDeadlineSeconds")) {
            return;
        }
        boolean variable = (seconds.startsWith("{{") && seconds.endsWith("}}")) || Substitution.isPlaceholder(seconds);
        if (!variable && (!Numbers.isWhole(seconds) || seconds.startsWith("-") && Long.parseLong(seconds) < 0)) {
            report.at(
                    template.at("activeDeadlineSeconds"),
                    ArgoRule.ACTIVE_DEADLINE,
                    "activeDeadlineSeconds must be a positive integer > 0 or an argo variable, found "
                            + ShownText.quoted(seconds) + '.',
                    GoDuration.isDuration(seconds) ? "Write the number of seconds, without a unit." : null);
        }
    }

    /** Reports a deadline of a template that runs nothing itself. */
    static void noDeadline(Value template, Report report) {
        if (template.has("activeDeadlineSeconds")) {
            report.at(
                    template.at("activeDeadlineSeconds"),
                    ArgoRule.ACTIVE_DEADLINE,
                    "activeDeadlineSeconds is only valid for leaf templates, and this has steps or a dag.",
                    "Set it on the spec, or on the templates that run something.");
        }
    }

    /** The elements of a list in a field of the template. */
    static List<Value> listOf(Value template, String field, String list) {
        Value owner = template.get(field);
        return owner == null ? List.of() : owner.list(list);
    }
}
