package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.scope.Arguments;
import io.tiphys.validation.argo.scope.ArgumentsCheck;
import io.tiphys.validation.argo.scope.Outputs;
import io.tiphys.validation.argo.scope.Scope;
import io.tiphys.validation.argo.scope.Template;
import io.tiphys.validation.argo.scope.TemplateSource;
import io.tiphys.validation.argo.scope.Walk;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks a specification: its arguments, its entrypoint and exit handler, and all other templates. */
final class SpecCheck {
    private static final Set<String> POD_GC =
            Set.of("", "OnPodCompletion", "OnPodSuccess", "OnWorkflowCompletion", "OnWorkflowSuccess");
    private static final List<String> GLOBALS = List.of(
            "workflow.name",
            "workflow.namespace",
            "workflow.mainEntrypoint",
            "workflow.serviceAccountName",
            "workflow.uid",
            "workflow.annotations",
            "workflow.annotations.json",
            "workflow.labels",
            "workflow.labels.json",
            "workflow.status");

    private final Walk walk;
    private final Report report;
    private final TemplateUse uses;
    private final Value spec;
    private final boolean valuesOptional;

    SpecCheck(Walk walk, Value spec, boolean valuesOptional) {
        this.walk = walk;
        this.report = walk.report();
        this.uses = new TemplateUse(walk);
        this.spec = spec;
        this.valuesOptional = valuesOptional;
    }

    /** @param metadata the metadata of the workflows of this document */
    void check(List<Value> metadata) {
        TemplateSource own = new TemplateSource(TemplateSource.OWN, spec, true);
        Value reference = spec.get("workflowTemplateRef");
        TemplateSource referred = reference == null ? null : uses.base(reference);
        if (reference != null && spec.hasElements("templates")) {
            String message = "templates is invalid beside a workflowTemplateRef: the spec has both.";
            report.at(spec.at("templates"), ArgoRule.TEMPLATES_BESIDE_REFERENCE, message, "Keep one of them.");
        }
        Names.check(spec.list("templates"), Names.Kind.FIELD, "template", report);
        Arguments arguments = arguments(reference, referred);
        globals(arguments, metadata, referred);
        if (reference == null) {
            begin(own, spec.text("entrypoint"), spec.at("entrypoint"), arguments);
            end(own, spec.text("onExit"), spec.at("onExit"));
            around();
            all(own, null);
        } else {
            around();
            if (referred != null) {
                withReference(reference, referred, arguments);
            }
        }
    }

    private void withReference(Value reference, TemplateSource referred, Arguments arguments) {
        String entrypoint = spec.text("entrypoint");
        String first = entrypoint.isEmpty() ? referred.spec().text("entrypoint") : entrypoint;
        String onExit = spec.text("onExit");
        String last = onExit.isEmpty() ? referred.spec().text("onExit") : onExit;
        if (first.isEmpty() && walk.isTemplate() && entrypoint.isEmpty()) {
            all(referred, reference.node());
            return;
        }
        begin(referred, first, reference.node(), arguments);
        end(referred, last, reference.node());
        all(referred, reference.node());
    }

    private Arguments arguments(@Nullable Value reference, @Nullable TemplateSource referred) {
        Arguments own = Arguments.of(spec.get("arguments"));
        if (reference == null) {
            new ArgumentsCheck(report).check(own, valuesOptional || walk.isTemplate());
            return own;
        }
        Arguments more = Arguments.of(referred == null ? null : referred.spec().get("arguments"));
        Arguments all = new Arguments(
                merged(own.parameters(), more.parameters()), merged(own.artifacts(), more.artifacts()), false);
        new ArgumentsCheck(report).check(all, valuesOptional || walk.isTemplate() || referred == null);
        return all;
    }

    /** As Argo merges them (v4.0.5, {@code util.MergeParameters}): of equal names the first counts, also within {@code own}. */
    private static List<Value> merged(List<Value> own, List<Value> more) {
        Map<String, Value> byName = new LinkedHashMap<>();
        Stream.of(own, more).flatMap(List::stream).forEach(one -> byName.putIfAbsent(one.text("name"), one));
        return List.copyOf(byName.values());
    }

    private void globals(Arguments arguments, List<Value> metadata, @Nullable TemplateSource referred) {
        GLOBALS.forEach(walk::addGlobal);
        if (!arguments.parameters().isEmpty()) {
            walk.addGlobal("workflow.parameters");
            walk.addGlobal("workflow.parameters.json");
        }
        for (Value parameter : arguments.parameters()) {
            String value = parameter.has("value") ? parameter.text("value") : Substitution.PLACEHOLDER;
            walk.globals().put("workflow.parameters." + parameter.text("name"), value);
        }
        List<Value> sources = new ArrayList<>(metadata);
        addIfThere(sources, spec.get("workflowMetadata"));
        addIfThere(sources, referred == null ? null : referred.spec().get("workflowMetadata"));
        for (Value source : sources) {
            keys(source.get("annotations"), "workflow.annotations.");
            keys(source.get("labels"), "workflow.labels.");
            keys(source.get("labelsFrom"), "workflow.labels.");
        }
        if (spec.has("priority")) {
            walk.globals().put("workflow.priority", spec.text("priority"));
        }
    }

    private static void addIfThere(List<Value> values, @Nullable Value value) {
        if (value != null) {
            values.add(value);
        }
    }

    private void keys(@Nullable Value map, String prefix) {
        if (map != null && map.node() instanceof ManifestObject object) {
            for (ManifestNode member : object.members()) {
                ManifestKey key = member.key();
                walk.addGlobal(prefix + (key == null ? "" : key.text()));
            }
        }
    }

    private void begin(TemplateSource base, String entrypoint, ManifestNode at, Arguments arguments) {
        if (!entrypoint.isEmpty()) {
            use(base, entrypoint, at, walk.isTemplate() ? Arguments.ANY : arguments);
        } else if (!walk.isTemplate()) {
            String message = WorkflowCheck.PLACE + " is required: it names the template that the workflow begins with.";
            List<String> names =
                    base.names().stream().filter(name -> !name.isEmpty()).toList();
            String hint = names.size() == 1 && ShownText.plain(names.get(0)).equals(names.get(0))
                    ? "Add: entrypoint: " + names.get(0) + "."
                    : "Add the name of the template that it begins with.";
            report.missing(spec.node(), "entrypoint", ArgoRule.ENTRYPOINT_REQUIRED, message, hint);
        }
    }

    private void end(TemplateSource base, String onExit, ManifestNode at) {
        if (onExit.isEmpty()) {
            return;
        }
        walk.addGlobal("workflow.failures");
        boolean open = spec.list("templates").stream()
                .flatMap(template -> Outputs.of(template).artifacts().stream())
                .anyMatch(artifact -> Names.isVariable(artifact.text("globalName")));
        if (open) {
            walk.addGlobal(Scope.ANY_OUTPUT_ARTIFACT);
        }
        use(base, onExit, at, Arguments.of(spec.get("arguments")));
    }

    private void use(TemplateSource base, String name, ManifestNode at, Arguments arguments) {
        Template template = uses.byName(name, base, at);
        if (template != null) {
            check(template, arguments, at);
        }
    }

    private void check(Template template, Arguments arguments, ManifestNode at) {
        boolean foreign = template.base().spec().node() != spec.node();
        if (foreign) {
            report.enterReference(at);
        }
        new TemplateCheck(walk).check(template, arguments, at);
        if (foreign) {
            report.leaveReference();
        }
    }

    private void around() {
        Hooks.check(spec, report);
        Value collection = spec.get("podGC");
        if (collection == null) {
            return;
        }
        if (!POD_GC.contains(collection.text("strategy"))) {
            String strategy = collection.text("strategy");
            String message = "unknown strategy " + ShownText.quoted(strategy) + '.';
            String hint = Choice.ofWords(
                    strategy,
                    POD_GC.stream().filter(it -> !it.isEmpty()).sorted().toList(),
                    report);
            report.at(collection.at("strategy"), ArgoRule.POD_GC, message, hint);
        }
        Value selector = collection.get("labelSelector");
        if (selector != null && !LabelSelectors.isWellFormed(selector)) {
            String message =
                    "labelSelector invalid. Expected keys and values of labels, and the operators In and NotIn with"
                            + " values, Exists and DoesNotExist without.";
            report.at(selector.node(), ArgoRule.POD_GC, message, null);
        }
    }

    private void all(TemplateSource base, @Nullable ManifestNode reference) {
        for (Value template : base.spec().list("templates")) {
            ManifestNode at = reference == null ? template.node() : reference;
            check(new Template(template, base), Arguments.ANY, at);
        }
    }
}
