package io.tiphys.gateway.server.call;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.admission.unfinished.UnfinishedLimits;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import java.util.function.Supplier;

/** The admission of workflow creations as metrics. */
@Context
final class AdmissionGauges {
    private final MeterRegistry metrics;

    AdmissionGauges(
            MeterRegistry metrics,
            SubmissionEnvironments environments,
            CreationAdmission admission,
            UnfinishedLimits unfinished) {
        this.metrics = metrics;
        for (SubmissionEnvironment one : environments.all()) {
            gauge(MetricNames.ADMISSION_LIMIT, one, () -> admission.load(one).limit());
            gauge(MetricNames.ADMISSION_RUNNING, one, () -> admission.load(one).running());
            gauge(MetricNames.ADMISSION_WAITING, one, () -> admission.load(one).waiting());
            gauge(
                    MetricNames.ADMISSION_UNFINISHED,
                    one,
                    () -> unfinished.load(one).unfinished());
            gauge(
                    MetricNames.ADMISSION_UNFINISHED_UNKNOWN,
                    one,
                    () -> unfinished.load(one).unknown());
        }
    }

    private void gauge(String name, SubmissionEnvironment environment, Supplier<Number> number) {
        Gauge.builder(name, number)
                .tag(MetricNames.ENVIRONMENT, environment.name())
                .register(metrics);
    }
}
