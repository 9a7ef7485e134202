package io.tiphys.validation.argo;

import io.tiphys.validation.finding.ShownText;

/** A metric of a template. */
final class MetricCheck {
    private MetricCheck() {}

    static void check(Value metric, Report report) {
        String name = metric.text("name");
        if (name.isEmpty()) {
            report.missing(metric.node(), "name", ArgoRule.METRIC, "The metric has no name.", "Add a name.");
        } else if (!isName(name)) {
            String message = "No metric can be called " + ShownText.quoted(name) + ".";
            report.at(metric.at("name"), ArgoRule.METRIC, message, letters());
        }
        for (Value label : metric.list("labels")) {
            if (!isName(label.text("key"))) {
                String message = "No label of a metric can be called " + ShownText.quoted(label.text("key")) + ".";
                report.at(label.at("key"), ArgoRule.METRIC, message, letters());
            }
        }
        if (metric.text("help").isEmpty()) {
            report.missing(metric.node(), "help", ArgoRule.METRIC, "The metric has no help.", "Say what it measures.");
        }
        for (String kind : new String[] {"gauge", "counter", "histogram"}) {
            Value value = metric.get(kind);
            if (value != null && value.text("value").isEmpty()) {
                report.missing(
                        value.node(), "value", ArgoRule.METRIC, "The " + kind + " has no value.", "Add a value.");
            }
        }
        Value gauge = metric.get("gauge");
        if (gauge != null && gauge.isTrue("realtime") && gauge.text("value").contains("resourcesDuration.")) {
            String message = "resourcesDuration is known only when a template ends, and this gauge is realtime.";
            report.at(gauge.at("value"), ArgoRule.METRIC, message, "Remove realtime.");
        }
    }

    private static String letters() {
        return "Use letters, digits and underscores, and begin with no digit.";
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
