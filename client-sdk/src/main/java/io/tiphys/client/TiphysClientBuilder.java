package io.tiphys.client;

import io.tiphys.client.internal.Connection;
import io.tiphys.client.internal.Place;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The settings of a client. Not thread-safe; the built client is. */
public final class TiphysClientBuilder {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration USUAL_SILENCE = Duration.ofMinutes(1);

    private @Nullable URI gateway;
    private @Nullable Supplier<String> token;
    private @Nullable String environment;
    private @Nullable String namespace;
    private Duration timeout = USUAL_TIMEOUT;
    private Duration streamSilence = USUAL_SILENCE;

    TiphysClientBuilder() {}

    /** The gateway's address, {@code http} or {@code https}; a path before {@code /v1} is kept. Required. */
    public TiphysClientBuilder gateway(URI address) {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("the gateway's address has to start with http:// or https://");
        }
        gateway = address;
        return this;
    }

    /**
     * Supplies the caller's token, without {@code Bearer}; called for each call, so that the token can be renewed. Required.
     */
    public TiphysClientBuilder token(Supplier<String> supplier) {
        token = Objects.requireNonNull(supplier);
        return this;
    }

    /** The environment of calls. */
    public TiphysClientBuilder environment(String name) {
        environment = name;
        return this;
    }

    /** The namespace of calls. */
    public TiphysClientBuilder namespace(String name) {
        namespace = name;
        return this;
    }

    /** The timeout of a call, except for streams; 30 s by default. The client sends the timeout to the gateway. */
    public TiphysClientBuilder timeout(Duration limit) {
        timeout = positive(limit);
        return this;
    }

    /** The time without an event or heartbeat after which a stream counts as broken; 1 min by default. */
    public TiphysClientBuilder streamSilence(Duration limit) {
        streamSilence = positive(limit);
        return this;
    }

    /** @throws IllegalStateException when the gateway's address or the token is missing */
    public TiphysClient build() {
        if (gateway == null || token == null) {
            throw new IllegalStateException("a client needs the gateway's address and a token");
        }
        return new TiphysClient(
                new Connection(gateway, token, timeout, streamSilence), new Place(environment, namespace));
    }

    private static Duration positive(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit must be above zero");
        }
        return limit;
    }
}
