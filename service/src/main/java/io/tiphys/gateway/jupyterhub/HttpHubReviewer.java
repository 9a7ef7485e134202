package io.tiphys.gateway.jupyterhub;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.HubReviewer;
import io.tiphys.gateway.access.caller.Rejections;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.concurrent.Turns;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the hubs over their REST API. New tokens have permits and a queue of their own, so that made-up ones delay no known
 * caller and flood no hub. Thread-safe.
 */
@Singleton
final class HttpHubReviewer implements HubReviewer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHubReviewer.class);

    /** The longest wait for a permit. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final Map<String, HubConnection> connections = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Rejections rejections;
    private final Ticker ticker;

    HttpHubReviewer(Rejections rejections, Ticker ticker) {
        this.rejections = rejections;
        this.ticker = ticker;
    }

    @Override
    public HubReview review(SubmissionEnvironment environment, BearerToken token, Turn turn) {
        JupyterHub hub = environment.jupyterHub().orElseThrow();
        HubConnection connection = connections.computeIfAbsent(
                environment.name(),
                any -> new HubConnection(hub, environment.limits().shares(), ticker));
        Turns turns = connection.turns(turn);
        enter(turns);
        try {
            HubReview review = inTurn(turns, connection, token);
            answered(environment.name(), hub);
            return review;
        } catch (IOException | ParseException | TimeoutException | RuntimeException e) {
            throw unavailable(environment.name(), hub, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(environment.name(), hub, e);
        } finally {
            turns.leave();
        }
    }

    private void enter(Turns turns) {
        try {
            turns.enter();
        } catch (GatewayException full) {
            rejections.refused(Rejections.Cause.NEW_TOKENS);
            throw full;
        }
    }

    private static HubReview inTurn(Turns turns, HubConnection connection, BearerToken token)
            throws IOException, ParseException, TimeoutException, InterruptedException {
        if (!turns.begin(WAIT)) {
            throw new TimeoutException("no permit within " + WAIT);
        }
        try {
            return connection.owner(token);
        } finally {
            turns.end();
        }
    }

    private void answered(String environment, JupyterHub hub) {
        if (failing.remove(environment)) {
            LOG.info("JupyterHub {} of environment {} answers again", hub.id(), environment);
        }
    }

    /** Logs the first failure after an answer only: a hub that is down fails each call. */
    private GatewayException unavailable(String environment, JupyterHub hub, Exception cause) {
        if (failing.add(environment)) {
            LOG.warn("JupyterHub {} of environment {} cannot be asked: {}", hub.id(), environment, cause.toString());
        }
        return new GatewayException(
                Problem.of(
                                ErrorReason.ISSUER_UNAVAILABLE,
                                "The JupyterHub of the environment gives no usable answer now, so the token was not verified.")
                        .withRetryAfter(ASK_AGAIN),
                cause);
    }
}
