package io.tiphys.gateway.jupyterhub;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.HubReviewer.HubReview;
import io.tiphys.gateway.access.caller.HubReviewer.UnknownToHub;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.concurrent.KeptValue;
import io.tiphys.gateway.concurrent.Turns;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.https.HttpDocuments;
import io.tiphys.gateway.https.HttpDocuments.Document;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The requests of one environment to its JupyterHub. Thread-safe. */
final class HubConnection {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** After this time a changed file of certificates has an effect. */
    private static final Duration CLIENT_KEPT = Duration.ofMinutes(1);

    private final URI user;
    private final Turns known = Turns.ofKnownTokens();
    private final Turns newTokens;

    /** A client that is no longer used ends with the collection of its object (java.net.http.HttpClient). */
    private final KeptValue<HttpClient, IOException> client;

    HubConnection(JupyterHub hub, FairShares shares, Ticker ticker) {
        this.client = new KeptValue<>(() -> HttpDocuments.client(hub.caFile()), CLIENT_KEPT, ticker);
        this.user = user(hub.api().toString());
        this.newTokens = Turns.ofNewTokens(shares.maxNewTokenReviews(), shares.maxWaitingNewTokens());
    }

    /** The queue of such tokens. */
    Turns turns(Turn turn) {
        return turn == Turn.KNOWN ? known : newTokens;
    }

    /**
     * Asks for the owner of a token. The scheme is JupyterHub's own.
     *
     * @throws IOException when there is no answer, an unexpected status, or an answer that is too large
     * @throws ParseException when the answer cannot be understood
     */
    HubReview owner(BearerToken token) throws IOException, InterruptedException, ParseException, TimeoutException {
        Document document =
                new HttpDocuments(client.get()).read(user, Map.of("Authorization", "token " + token.reveal()));
        return switch (document.status()) {
            case OK -> HubAnswers.owner(document.text());
            case UNAUTHORIZED, FORBIDDEN, NOT_FOUND -> new UnknownToHub();
            default -> throw new IOException(user + " answers with status " + document.status());
        };
    }

    /** Below the address of the API, with or without a slash at its end. */
    private static URI user(String api) {
        return URI.create(api.endsWith("/") ? api + "user" : api + "/user");
    }
}
