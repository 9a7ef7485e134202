package io.tiphys.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client needs to know. Not thread-safe; the client that it builds is. */
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

    /** Gives the caller's token, without {@code Bearer}; asked for every call, so it can be renewed. Required. */
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

    /** How long a call may take, streams not counted; 30 s unless it is set. The gateway is told. */
    public TiphysClientBuilder timeout(Duration limit) {
        timeout = positive(limit);
        return this;
    }

    /** After how long without a sign of life a stream counts as broken; 1 min unless it is set. */
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
