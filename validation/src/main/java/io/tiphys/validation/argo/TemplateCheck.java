package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.report.TemplateType;
import io.tiphys.validation.argo.scope.Arguments;
import io.tiphys.validation.argo.scope.ArtifactLocations;
import io.tiphys.validation.argo.scope.Inputs;
import io.tiphys.validation.argo.scope.Outputs;
import io.tiphys.validation.argo.scope.OutputsCheck;
import io.tiphys.validation.argo.scope.Scope;
import io.tiphys.validation.argo.scope.Template;
import io.tiphys.validation.argo.scope.TemplateSubstitution;
import io.tiphys.validation.argo.scope.Walk;
import io.tiphys.validation.argo.value.Numbers;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks one template for all its uses. */
final class TemplateCheck {
    private static final Set<String> RETRY_POLICIES = Set.of("", "Always", "OnFailure", "OnError", "OnTransientError");

    private final Walk walk;
    private final Report report;

    TemplateCheck(Walk walk) {
        this.walk = walk;
        this.report = walk.report();
    }

    /**
     * Checks a template with the arguments of one use; its content is checked only once.
     *
     * @param use the use of the template, for source locations
     */
    void check(Template template, Arguments arguments, ManifestNode use) {
        Value raw = template.value();
        if (walk.isSettled(raw.node())) {
            return;
        }
        retryPolicy(raw);
        List<TemplateType> types = TemplateType.of(raw);
        if (types.size() != 1) {
            type(raw, types);
            return;
        }
        // Argo drops empty steps, and the template then has no type for it.
        boolean empty = types.get(0) == TemplateType.STEPS && !raw.hasElements("steps");
        TemplateType type = empty ? TemplateType.SUSPEND : types.get(0);
        Scope scope = new Scope();
        Inputs inputs = new Inputs(walk, raw, type);
        inputs.check(scope);
        initContainers(raw);
        Set<String> own = own(raw, type, scope);
        TemplateSubstitution substitution = inputs.supply(arguments, own, use);
        Value value = new Value(
                raw.node(),
                raw.substitution() == Substitution.NONE
                        ? substitution
                        : text -> substitution.apply(raw.substitution().apply(text)));
        timeout(value, type);
        if (walk.isTooDeep() || !walk.begin(template.base(), raw.text("name"))) {
            return;
        }
        walk.enter();
        inside(new Template(value, template.base()), type, scope, arguments);
        walk.leave();
        if (template.base().isOwn() && !template.stored() && !raw.has("inputs") && !report.isReported(raw.node())) {
            walk.settle(raw.node());
        }
    }

    private void inside(Template template, TemplateType type, Scope scope, Arguments arguments) {
        Value value = template.value();
        switch (type) {
            case STEPS -> new StepsCheck(walk).check(template, scope);
            case DAG -> new DagCheck(walk).check(template, scope);
            default -> new LeafCheck(walk).check(template, type, scope, arguments);
        }
        new OutputsCheck(walk).check(value, type, scope);
        Value archive = value.get("archiveLocation");
        if (archive != null) {
            ArtifactLocations.check(archive, report);
        }
        Value metrics = value.get("metrics");
        if (metrics != null) {
            metrics.list("prometheus").forEach(metric -> MetricCheck.check(metric, report));
        }
    }

    private void retryPolicy(Value template) {
        Value strategy = template.get("retryStrategy");
        if (strategy != null && !RETRY_POLICIES.contains(strategy.text("retryPolicy"))) {
            report.at(
                    strategy.at("retryPolicy"),
                    ArgoRule.RETRY_POLICY,
                    ShownText.quoted(strategy.text("retryPolicy")) + " is not a valid RetryPolicy.",
                    Choice.ofWords(
                            strategy.text("retryPolicy"),
                            RETRY_POLICIES.stream()
                                    .filter(it -> !it.isEmpty())
                                    .sorted()
                                    .toList(),
                            report));
        }
    }

    private void type(Value template, List<TemplateType> types) {
        String name = ShownText.quoted(template.text("name"));
        if (types.isEmpty() && TemplateType.isMisspelled(template, report)) {
            return;
        }
        if (types.isEmpty()) {
            Optional<TemplateType> empty = TemplateType.empty(template);
            report.missing(
                    template.node(),
                    empty.map(TemplateType::field).orElse("container"),
                    ArgoRule.TEMPLATE_TYPE,
                    "template type unspecified: the template " + name + " has no type.",
                    empty.map(TemplateCheck::fill)
                            .orElse(
                                    "Add container, script, steps, dag, resource, suspend, containerSet, data, http or plugin."));
        } else {
            String all =
                    String.join(", ", types.stream().map(TemplateType::field).toList());
            String message = "multiple template types specified: the template " + name + " has " + all + ".";
            report.at(template.node(), ArgoRule.TEMPLATE_TYPE, message, "Keep one of them.");
        }
    }

    private static String fill(TemplateType type) {
        return type == TemplateType.SUSPEND
                ? "Write suspend: {}, because suspend: without a value is none."
                : "It has " + type.field() + " without a value: indent what belongs to it deeper than " + type.field()
                        + ".";
    }

    private void initContainers(Value template) {
        for (Value container : template.list("initContainers")) {
            if (container.text("name").isEmpty()) {
                report.missing(
                        container.node(),
                        "name",
                        ArgoRule.CONTAINER_NAME_REQUIRED,
                        WorkflowCheck.PLACE + " is required: initContainers must all have container name.",
                        "Give the init container a name.");
            }
        }
    }

    /** The variables of the template itself, which are also in its scope. */
    private static Set<String> own(Value template, TemplateType type, Scope scope) {
        Set<String> own = new HashSet<>();
        if (type.isPod()) {
            own.add("pod.name");
        }
        if (template.has("retryStrategy")) {
            own.addAll(TemplateSubstitution.RETRY);
        }
        own.forEach(scope::add);
        if (type.isLeaf()) {
            Outputs.of(template).addPaths(scope);
        }
        return own;
    }

    private void timeout(Value template, TemplateType type) {
        String timeout = template.text("timeout");
        if (timeout.isEmpty()) {
            return;
        }
        if (!type.isLeaf()) {
            String message = type.field() + " template doesn't support timeout field.";
            report.at(template.at("timeout"), ArgoRule.TIMEOUT, message, "Set it on the templates that it runs.");
        } else if (Numbers.isWhole(timeout)) {
            String message = "invalid duration format in timeout: " + ShownText.quoted(timeout) + " has no unit.";
            report.at(template.at("timeout"), ArgoRule.TIMEOUT, message, "Write " + timeout + "s for seconds.");
        }
    }
}
