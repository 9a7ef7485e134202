package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks of {@link ControllerValueRule}. */
final class ControllerValues {
    /** The types of objects that are looked at. */
    static final Set<String> TYPES = Set.of(
            "Sequence", "Backoff", "Memoize", "Data", "Gauge", "Prometheus", "Mutex", "SemaphoreRef", "LifecycleHook");

    private static final int MOST_REPEATED = 1_000;
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");

    /** Argo 4.0.5, {@code workflow/controller/cache}: a key is the name of an entry of a config map. */
    private static final Pattern CACHE_KEY = Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9]*");

    private final Rule rule;
    private final WorkflowCheck check;

    ControllerValues(Rule rule, WorkflowCheck check) {
        this.rule = rule;
        this.check = check;
    }

    void text(String field, ManifestScalar scalar) {
        String text = scalar.text();
        if (scalar.type() != ManifestScalar.Type.STRING || text.isEmpty() || text.contains("{{")) {
            return;
        }
        switch (field) {
            case "withParam" -> {
                if (!text.stripLeading().startsWith("[")) {
                    at(
                            scalar,
                            "Expected a JSON list, found " + ShownText.quoted(text) + ".",
                            "Write, for example, '[\"a\", \"b\"]', or use withItems.");
                }
            }
            case "depends" -> {
                String flaw = DependsText.flaw(text);
                if (flaw != null) {
                    at(
                            scalar,
                            "The expression " + ShownText.quoted(text) + " cannot be read: " + flaw + ".",
                            "Write names of tasks with && for and, || for or, ! for not, and round brackets.");
                }
            }
            case "podSpecPatch" -> {
                if (ManifestReader.fragment(text, MOST_REPEATED).isEmpty() && !ManifestReader.isYaml(text)) {
                    at(
                            scalar,
                            "The patch is neither JSON nor YAML.",
                            "Write it over several lines after podSpecPatch: |.");
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    void object(String type, ManifestObject object) {
        switch (type) {
            case "Sequence" -> sequence(object);
            case "Backoff" -> whole(object, "factor");
            case "Memoize" -> memoize(object);
            case "Data" ->
                required(object, "transformation", "Add the list of expressions, for example - expression: data.");
            case "Gauge" ->
                required(object, "realtime", "Add realtime: false, or true for a value while the step runs.");
            case "Prometheus" -> metric(object);
            case "Mutex" -> required(object, "name", "Add the name of the lock.");
            case "SemaphoreRef" -> semaphore(object);
            default -> hook(object);
        }
    }

    private void sequence(ManifestObject sequence) {
        whole(sequence, "count");
        whole(sequence, "start");
        whole(sequence, "end");
        if (lacks(sequence, "count") && lacks(sequence, "end")) {
            required(sequence, "count", "Add count, or end.");
        }
    }

    private void memoize(ManifestObject memoize) {
        required(memoize, "cache", "Add the config map: cache: {configMap: {name: ...}}.");
        required(memoize, "key", "Add the key of the result, for example {{inputs.parameters.NAME}}.");
        if (memoize.find("key") instanceof ManifestScalar key
                && !key.text().isEmpty()
                && !key.text().contains("{{")
                && !CACHE_KEY.matcher(key.text()).matches()) {
            at(
                    key,
                    "Argo does not take " + ShownText.quoted(key.text())
                            + " as the key of a result. Expected letters, digits and"
                            + " dashes, beginning with a letter or digit.",
                    null);
        }
    }

    /** Argo looks at the metrics of templates itself. */
    private void metric(ManifestObject metric) {
        ManifestNode owner = metric;
        for (int levels = 0; owner != null && levels < 3; levels++) {
            owner = owner.parent();
        }
        ManifestKey key = owner == null ? null : owner.key();
        if (key != null && (key.text().equals("spec") || key.text().equals("workflowSpec"))) {
            required(metric, "help", "Add a text that describes the metric.");
        }
    }

    private void semaphore(ManifestObject semaphore) {
        if (lacks(semaphore, "configMapKeyRef") && lacks(semaphore, "database")) {
            required(semaphore, "configMapKeyRef", "Add configMapKeyRef with name and key, or database with key.");
        }
        semaphore.object("configMapKeyRef").ifPresent(it -> required(it, "key", "Add the key in the config map."));
    }

    private void hook(ManifestObject hook) {
        if (lacks(hook, "template") && lacks(hook, "templateRef")) {
            required(hook, "template", "Add the name of the template that it runs.");
        }
    }

    private void whole(ManifestObject owner, String field) {
        if (owner.find(field) instanceof ManifestScalar scalar
                && scalar.type() == ManifestScalar.Type.STRING
                && !scalar.text().isEmpty()
                && !scalar.text().contains("{{")
                && !WHOLE.matcher(scalar.text()).matches()) {
            at(
                    scalar,
                    "Expected a whole number, or its text, found text " + ShownText.quoted(scalar.text()) + ".",
                    null);
        }
    }

    private void required(ManifestObject owner, String field, String hint) {
        if (lacks(owner, field)) {
            check.reportMissing(rule, owner, field, WorkflowCheck.PLACE + " is required.", hint);
        }
    }

    /** Whether Go reads a field as absent or empty. */
    private static boolean lacks(ManifestObject owner, String field) {
        ManifestNode value = owner.find(field);
        return value == null
                || value instanceof ManifestScalar scalar
                        && (scalar.type() == ManifestScalar.Type.NULL
                                || scalar.text().isEmpty());
    }

    private void at(ManifestNode node, String message, @Nullable String hint) {
        if (!check.isSuppressed(node)) {
            check.report(rule, node, message, hint);
        }
    }
}
