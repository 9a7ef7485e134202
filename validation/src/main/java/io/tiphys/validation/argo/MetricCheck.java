package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;

/** A metric of a template. */
final class MetricCheck {
    private MetricCheck() {}

    static void check(Value metric, Report report) {
        String name = metric.text("name");
        if (name.isEmpty()) {
            String message = WorkflowCheck.PLACE + " is required.";
            report.missing(metric.node(), "name", ArgoRule.METRIC, message, "Give the metric a name.");
        } else if (!isName(name)) {
            String message = "metric name " + ShownText.quoted(name) + " is invalid. " + letters();
            report.at(metric.at("name"), ArgoRule.METRIC, message, null);
        }
        for (Value label : metric.list("labels")) {
            if (!isName(label.text("key"))) {
                String message = "metric label " + ShownText.quoted(label.text("key")) + " is invalid. " + letters();
                report.at(label.at("key"), ArgoRule.METRIC, message, null);
            }
        }
        if (metric.text("help").isEmpty()) {
            String message = WorkflowCheck.PLACE + " is required: a metric must contain a help string.";
            report.missing(metric.node(), "help", ArgoRule.METRIC, message, "Say what the metric measures.");
        }
        for (String kind : new String[] {"gauge", "counter", "histogram"}) {
            Value value = metric.get(kind);
            if (value != null && value.text("value").isEmpty()) {
                report.missing(
                        value.node(),
                        "value",
                        ArgoRule.METRIC,
                        WorkflowCheck.PLACE + " is required for a " + kind + ".",
                        "Add, for example: value: \"{{duration}}\".");
            }
        }
        Value gauge = metric.get("gauge");
        if (gauge != null && gauge.isTrue("realtime") && gauge.text("value").contains("resourcesDuration.")) {
            String message =
                    "'resourcesDuration.*' metrics cannot be used in real-time gauges: they are known only when the template ends.";
            report.at(gauge.at("value"), ArgoRule.METRIC, message, "Remove realtime.");
        }
    }

    private static String letters() {
        return "Expected letters, digits and underscores, beginning with no digit.";
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char one = name.charAt(i);
            boolean letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || one == '_';
            if (!letter && !(one >= '0' && one <= '9' && i > 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
