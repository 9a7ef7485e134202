package io.tiphys.gateway.server.call;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import java.util.List;
import java.util.function.ToIntFunction;

/** The admission of workflow creations as metrics. */
@Context
final class AdmissionGauges {
    /** @param meters the registries that expose the metrics; may be empty */
    AdmissionGauges(List<MeterRegistry> meters, SubmissionEnvironments environments, CreationAdmission admission) {
        for (MeterRegistry registry : meters) {
            for (SubmissionEnvironment environment : environments.all()) {
                register(registry, admission, environment, MetricNames.ADMISSION_LIMIT, CreationAdmission.Load::limit);
                register(
                        registry,
                        admission,
                        environment,
                        MetricNames.ADMISSION_RUNNING,
                        CreationAdmission.Load::running);
                register(
                        registry,
                        admission,
                        environment,
                        MetricNames.ADMISSION_WAITING,
                        CreationAdmission.Load::waiting);
            }
        }
    }

    private static void register(
            MeterRegistry registry,
            CreationAdmission admission,
            SubmissionEnvironment environment,
            String name,
            ToIntFunction<CreationAdmission.Load> number) {
        Gauge.builder(name, admission, known -> number.applyAsInt(known.load(environment)))
                .tag(MetricNames.ENVIRONMENT, environment.name())
                .register(registry);
    }
}
