package io.tiphys.gateway.collector;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Samples a share of the calls. A call whose caller does not sample its trace is never sampled. A call whose caller does is
 * sampled within the share, unless the flag is trusted. The decision is a random one and not one by the trace id, because a
 * caller chooses the id: with a suitable one, each of its calls would be sampled. Thread-safe.
 */
final class CallSampler implements Sampler {
    private final double ratio;
    private final boolean trustSampledFlag;
    private final DoubleSupplier random;

    /**
     * @param ratio from 0 to 1
     * @param random numbers of at least 0 and below 1
     */
    CallSampler(double ratio, boolean trustSampledFlag, DoubleSupplier random) {
        this.ratio = ratio;
        this.trustSampledFlag = trustSampledFlag;
        this.random = random;
    }

    @Override
    public SamplingResult shouldSample(
            Context parentContext,
            String traceId,
            String name,
            SpanKind spanKind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        SpanContext parent = Span.fromContext(parentContext).getSpanContext();
        return isSampled(parent) ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    private boolean isSampled(SpanContext parent) {
        if (parent.isValid() && !parent.isSampled()) {
            return false;
        }
        boolean decided = parent.isValid() && (!parent.isRemote() || trustSampledFlag);
        return decided || random.getAsDouble() < ratio;
    }

    @Override
    public String getDescription() {
        return "CallSampler{" + ratio + "}";
    }
}
