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
 * What one API server publishes of the tokens that it issues (Kubernetes, "Service account issuer discovery"): its issuer and
 * its keys. Read when it is first needed, and again in the background. Without the right to read it, or without an answer,
 * nothing is known. Thread-safe.
 */
final class PublishedKeys {
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/openid/v1/jwks";

    /** How old the keys become. */
    static final Duration REFRESHED = Duration.ofMinutes(5);

    /** How soon they are read again when a token names another key, or when they could not be read. */
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
     * What is published.
     *
     * @param issuer the claim {@code iss} of the tokens
     * @param keys their keys
     */
    record Published(String issuer, JWKSet keys) {}

    /** @param source reads them; may throw */
    PublishedKeys(String environment, Supplier<Published> source, LongSupplier nanoTime) {
        this.environment = environment;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** Reads them under the gateway's own account. */
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
     * What is known; empty when it is nothing. Waits for the first reading for two seconds at most.
     *
     * @param keyId the key that is wanted: when it is not there, the keys may have been changed
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
