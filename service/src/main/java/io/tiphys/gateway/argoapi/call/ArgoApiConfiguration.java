package io.tiphys.gateway.argoapi.call;

import io.micronaut.core.bind.annotation.Bindable;
import io.tiphys.gateway.configuration.Findings;
import java.time.Duration;

/**
 * {@code tiphys.argo-api}: the settings of the Argo API.
 *
 * @param maxInspectedRequest the most bytes of a request that is read before it is forwarded, because it carries a document or
 *     names in its body what it is about; a request that only passes through has no limit
 * @param trustForwardedHeaders forward the {@code X-Forwarded} headers of requests; only behind a proxy that sets them
 * @param maxStreamTime the longest life of a stream; clients then open it again
 */
public record ArgoApiConfiguration(
        @Bindable(defaultValue = "5242880") int maxInspectedRequest,
        @Bindable(defaultValue = "false") boolean trustForwardedHeaders,
        @Bindable(defaultValue = "24h") Duration maxStreamTime) {
    void verify(Findings findings) {
        findings.requireAtLeast("max-inspected-request", maxInspectedRequest, 1024);
        findings.requirePositive("max-stream-time", maxStreamTime);
    }
}
