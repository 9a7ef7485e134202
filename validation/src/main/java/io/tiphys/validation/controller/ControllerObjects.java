package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what objects of Argo's types need for the controller. */
final class ControllerObjects {
    /** The types of objects that are looked at. */
    static final Set<String> TYPES = Set.of(
            "Sequence",
            "RetryStrategy",
            "Backoff",
            "Memoize",
            "Data",
            "Gauge",
            "Prometheus",
            "Mutex",
            "SemaphoreRef",
            "Synchronization",
            "LifecycleHook",
            "PodDisruptionBudgetSpec",
            "WorkflowSpec");

    /** Argo 4.0.5, {@code workflow/controller/cache}: a key is the name of an entry of a config map. */
    private static final Pattern CACHE_KEY = Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9]*");

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}%?");

    private final ControllerReport report;

    ControllerObjects(ControllerReport report) {
        this.report = report;
    }

    void check(String type, ManifestObject object) {
        switch (type) {
            case "Sequence" -> sequence(object);
            case "RetryStrategy" -> report.whole(object, "limit");
            case "Backoff" -> backoff(object);
            case "Memoize" -> memoize(object);
            case "Data" ->
                report.required(
                        object, "transformation", "Add the list of expressions, for example - expression: data.");
            case "Gauge" ->
                report.required(object, "realtime", "Add realtime: false, or true for a value while the step runs.");
            case "Prometheus" -> metric(object);
            case "Mutex" -> report.required(object, "name", "Add the name of the lock.");
            case "SemaphoreRef" -> semaphore(object);
            case "Synchronization" -> Locks.duplicates(object, report);
            case "LifecycleHook" -> hook(object);
            case "PodDisruptionBudgetSpec" -> budget(object);
            default -> specification(object);
        }
    }

    private void specification(ManifestObject spec) {
        new NestedLocks(spec, report).check();
        HookTemplates.check(spec, report);
    }

    private void sequence(ManifestObject sequence) {
        report.whole(sequence, "count");
        report.whole(sequence, "start");
        report.whole(sequence, "end");
        if (ControllerReport.lacks(sequence, "count") && ControllerReport.lacks(sequence, "end")) {
            report.required(sequence, "count", "Add count, or end.");
        }
        ManifestNode format = sequence.find("format");
        if (format != null && ControllerReport.text(format).contains("\"")) {
            report.at(
                    format,
                    "The format has a double quote, and Argo puts it into JSON between double quotes.",
                    "Remove the double quotes, for example: item-%02d.");
        }
    }

    private void backoff(ManifestObject backoff) {
        report.whole(backoff, "factor");
        if (!isMerged(backoff)) {
            report.required(backoff, "duration", "Add the time before the first retry, for example duration: 10s.");
        }
    }

    /** Whether defaults of the templates may add what an object of a template lacks. */
    private static boolean isMerged(ManifestObject object) {
        for (ManifestNode at = object; at != null; at = at.parent()) {
            ManifestKey key = at.key();
            if (key != null && key.text().equals("templateDefaults")
                    || at instanceof ManifestObject around && around.find("templateDefaults") != null) {
                return true;
            }
        }
        return false;
    }

    private void memoize(ManifestObject memoize) {
        report.required(memoize, "cache", "Add the config map: cache: {configMap: {name: ...}}.");
        report.required(memoize, "key", "Add the key of the result, for example {{inputs.parameters.NAME}}.");
        ManifestNode key = memoize.find("key");
        String text = ControllerReport.text(key);
        if (key != null && !text.isEmpty() && !CACHE_KEY.matcher(text).matches()) {
            String message = "Argo does not take " + ShownText.quoted(text)
                    + " as the key of a result. Expected letters, digits and dashes, beginning with a letter or digit.";
            report.at(key, message, null);
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
            report.required(metric, "help", "Add a text that describes the metric.");
        }
    }

    private void semaphore(ManifestObject semaphore) {
        boolean map = !ControllerReport.lacks(semaphore, "configMapKeyRef");
        boolean database = !ControllerReport.lacks(semaphore, "database");
        if (!map && !database) {
            report.required(
                    semaphore, "configMapKeyRef", "Add configMapKeyRef with name and key, or database with key.");
        }
        ManifestNode both = semaphore.find("database");
        if (map && database && both != null) {
            report.at(
                    both, "A semaphore has one limit, and this has configMapKeyRef and database.", "Keep one of them.");
        }
        semaphore
                .object("configMapKeyRef")
                .ifPresent(it -> report.required(it, "key", "Add the key in the config map."));
    }

    private void hook(ManifestObject hook) {
        if (ControllerReport.lacks(hook, "template") && ControllerReport.lacks(hook, "templateRef")) {
            report.required(hook, "template", "Add the name of the template that it runs.");
        }
    }

    /** The controller tries again and again to create a budget that Kubernetes refuses, and does nothing else. */
    private void budget(ManifestObject budget) {
        ManifestNode least = budget.find("minAvailable");
        ManifestNode most = budget.find("maxUnavailable");
        if (least != null && most != null) {
            String message = "Kubernetes takes minAvailable or maxUnavailable, not both: the workflow never begins.";
            report.at(most, message, "Keep one of them.");
        }
        for (String field : new String[] {"minAvailable", "maxUnavailable"}) {
            ManifestNode value = budget.find(field);
            String text = ControllerReport.text(value);
            if (value != null && !text.isEmpty() && !AMOUNT.matcher(text).matches()) {
                String message = "Expected a whole number, or the text of a percentage, found text "
                        + ShownText.quoted(text) + ": the workflow never begins.";
                report.at(value, message, "Write, for example, 1 or \"50%\".");
            }
        }
    }
}
