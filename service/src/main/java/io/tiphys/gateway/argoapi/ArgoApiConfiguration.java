package io.tiphys.gateway.argoapi;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * {@code tiphys.argo-face}: what holds for clients of Argo itself.
 *
 * @param maxInspectedRequest how many bytes a request may have that is read before it is passed on, because it carries a
 *     document or says in its body what it is about; what only passes through has no limit
 * @param trustForwardedHeaders pass on the {@code X-Forwarded} headers that come in; only behind a proxy that sets them
 * @param maxStreamTime how long a stream lives at most; the client opens it again
 * @param answerTimeout in what time 64 KiB of an answer that has begun, or its end, have to pass; a slow reader is not cut, one who
 *     stops is. What lies in buffers of the connection, often some megabytes, has passed
 */
@ConfigurationProperties("tiphys.argo-face")
public record ArgoApiConfiguration(
        @Bindable(defaultValue = "5242880") int maxInspectedRequest,
        @Bindable(defaultValue = "false") boolean trustForwardedHeaders,
        @Bindable(defaultValue = "24h") Duration maxStreamTime,
        @Bindable(defaultValue = "5m") Duration answerTimeout) {}
