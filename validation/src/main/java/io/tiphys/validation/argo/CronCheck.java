package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.CronSchedule;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;
import java.util.Set;

/** The schedule of a CronWorkflow. */
final class CronCheck {
    private static final Set<String> POLICIES = Set.of("", "Allow", "Forbid", "Replace");

    private CronCheck() {}

    /** @param single whether {@code schedule} is a field in addition to {@code schedules} */
    static void check(Value spec, boolean single, Report report) {
        List<Value> schedules = spec.list("schedules");
        Value schedule = single && !spec.text("schedule").isEmpty() ? spec.get("schedule") : null;
        if (schedule != null && !schedules.isEmpty()) {
            String message = "cannot specify both schedule and schedules.";
            report.at(schedule.node(), ArgoRule.CRON_SCHEDULE, message, "Put all of them into schedules.");
        }
        if (schedules.isEmpty() && !single) { // releases with a single schedule also accept no schedule
            String hint = "Add, for example: schedules: [\"0 3 * * *\"].";
            String message = WorkflowCheck.PLACE + ": cron workflow must have at least one schedule.";
            report.missing(spec.node(), "schedules", ArgoRule.CRON_SCHEDULE, message, hint);
        }
        schedules(schedule == null ? schedules : List.of(schedule), report);
        settings(spec, report);
    }

    private static void schedules(List<Value> schedules, Report report) {
        for (Value schedule : schedules) {
            CronSchedule.flawOf(schedule.text()).ifPresent(flaw -> {
                String message = "cron schedule " + ShownText.quoted(schedule.text()) + " is malformed. " + flaw;
                String hint =
                        "Write minute, hour, day of the month, month and day of the week, or a macro like @daily.";
                report.at(schedule.node(), ArgoRule.CRON_SCHEDULE, message, hint);
            });
        }
    }

    private static void settings(Value spec, Report report) {
        if (!CronSchedule.isTimezone(spec.text("timezone"))) {
            String message = "invalid timezone " + ShownText.quoted(spec.text("timezone"))
                    + ": the IANA database has none of the name.";
            String hint = "Use a name of the IANA database, for example Europe/Berlin.";
            report.at(spec.at("timezone"), ArgoRule.CRON_TIMEZONE, message, hint);
        }
        if (!POLICIES.contains(spec.text("concurrencyPolicy"))) {
            String policy = spec.text("concurrencyPolicy");
            String message = ShownText.quoted(policy) + " is not a valid concurrencyPolicy.";
            String hint = Choice.ofWords(policy, List.of("Allow", "Forbid", "Replace"), report);
            report.at(spec.at("concurrencyPolicy"), ArgoRule.CRON_POLICY, message, hint);
        }
        String deadline = spec.text("startingDeadlineSeconds");
        if (deadline.startsWith("-") && !deadline.equals("-0")) {
            String message = "startingDeadlineSeconds must be positive, found " + ShownText.quoted(deadline) + '.';
            report.at(spec.at("startingDeadlineSeconds"), ArgoRule.CRON_DEADLINE, message, "Write 0 or more.");
        }
    }
}
