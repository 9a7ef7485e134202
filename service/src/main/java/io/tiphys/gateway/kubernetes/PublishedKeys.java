package io.tiphys.gateway.kubernetes;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer and the keys that an API server publishes for its tokens (Kubernetes, "Service account issuer discovery"). They
 * are read on first use, and refreshed in the background. Without the permission to read them, or without an answer, they
 * are unknown. Thread-safe.
 */
final class PublishedKeys {
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/openid/v1/jwks";

    /** The maximum age of the keys before a refresh. */
    static final Duration REFRESHED = Duration.ofMinutes(5);

    /** The delay before the next read when a token names an unknown key, or when a read failed. */
    static final Duration REFRESHED_EARLY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String environment;
    private final Supplier<Published> source;
    private final LongSupplier nanoTime;
    private Optional<Published> current = Optional.empty();
    private long readAt;
    private CompletableFuture<Optional<Published>> reading = CompletableFuture.completedFuture(Optional.empty());
    private boolean everRead;

    /**
     * The published data.
     *
     * @param issuer the claim {@code iss} of the tokens
     * @param keys their keys
     */
    record Published(String issuer, JWKSet keys) {}

    /** @param source reads the data; may throw */
    PublishedKeys(String environment, Supplier<Published> source, LongSupplier nanoTime) {
        this.environment = environment;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** Reads the data under the gateway's own account. */
    static Published read(KubernetesClient client) {
        try {
            String issuer = JSONObjectUtils.getString(JSONObjectUtils.parse(document(client, DISCOVERY)), "issuer");
            if (issuer == null) {
                throw new KubernetesClientException(DISCOVERY + " names no issuer");
            }
            return new Published(issuer, JWKSet.parse(document(client, KEYS)));
        } catch (ParseException e) {
            throw new KubernetesClientException("the issuer's documents cannot be read", e);
        }
    }

    private static String document(KubernetesClient client, String path) {
        String text = client.raw(path);
        if (text == null) {
            throw new KubernetesClientException("there is no " + path);
        }
        return text;
    }

    /**
     * The known data; empty when unknown. Waits for the first read for two seconds at most.
     *
     * @param keyId the required key: when the key is missing, the keys may have changed
     */
    Optional<Published> wanting(String keyId) {
        CompletableFuture<Optional<Published>> first;
        synchronized (this) {
            if (everRead) {
                refreshIfDue(keyId);
                return current;
            }
            first = begin();
        }
        try {
            return first.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void refreshIfDue(String keyId) {
        boolean missing = current.filter(known -> known.keys().getKeyByKeyId(keyId) != null)
                .isEmpty();
        Duration due = missing ? REFRESHED_EARLY : REFRESHED;
        if (nanoTime.getAsLong() - readAt >= due.toNanos()) {
            begin();
        }
    }

    private synchronized CompletableFuture<Optional<Published>> begin() {
        if (reading.isDone()) {
            reading = new CompletableFuture<>();
            CompletableFuture<Optional<Published>> mine = reading;
            Thread.ofVirtual().name("published-keys").start(() -> mine.complete(readNow()));
        }
        return reading;
    }

    private Optional<Published> readNow() {
        Optional<Published> had = Optional.empty();
        try {
            had = Optional.of(source.get());
        } catch (RuntimeException e) {
            LOG.debug("the keys of environment {} cannot be read: {}", environment, e.toString());
        }
        synchronized (this) {
            if (had.isPresent()) {
                current = had;
            }
            everRead = true;
            readAt = nanoTime.getAsLong();
            return current;
        }
    }
}
