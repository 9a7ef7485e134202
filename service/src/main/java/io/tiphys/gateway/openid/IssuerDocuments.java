package io.tiphys.gateway.openid;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.https.HttpDocuments;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the keys of an issuer (RFC 7517), whose address the configuration or the issuer's discovery document (OpenID Connect
 * Discovery 1.0) names. The document must name the issuer itself, and the keys must be at an {@code https} address.
 * Thread-safe.
 */
final class IssuerDocuments implements JWKSetSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerDocuments.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final TokenIssuer issuer;
    private volatile boolean failed;

    IssuerDocuments(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /** Whether the last reading failed, so that the known keys may be old. */
    boolean lastReadingFailed() {
        return failed;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = read();
            failed = false;
            return keys;
        } catch (IOException | TimeoutException | ParseException | RuntimeException e) {
            failed = true;
            LOG.warn("the keys of issuer {} cannot be read: {}", issuer.id(), e.toString());
            throw new JWKSetRetrievalException("the keys cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JWKSetRetrievalException("interrupted", e);
        }
    }

    private JWKSet read() throws IOException, TimeoutException, InterruptedException, ParseException {
        HttpClient client = HttpDocuments.client(issuer.caFile());
        try {
            HttpDocuments documents = new HttpDocuments(client);
            return JWKSet.parse(documents.read(address(documents)));
        } finally {
            client.shutdownNow();
        }
    }

    private URI address(HttpDocuments documents)
            throws IOException, InterruptedException, TimeoutException, ParseException {
        if (issuer.jwksUri().isPresent()) {
            return issuer.jwksUri().get();
        }
        var discovered = JSONObjectUtils.parse(documents.read(discovery(issuer.issuer())));
        String named = JSONObjectUtils.getString(discovered, "issuer");
        if (!issuer.issuer().equals(named)) {
            throw new ParseException("the discovery document is of another issuer", 0);
        }
        URI keys = JSONObjectUtils.getURI(discovered, "jwks_uri");
        if (keys == null || !"https".equals(keys.getScheme())) {
            throw new ParseException("the discovery document names no https address of keys", 0);
        }
        return keys;
    }

    /** The issuer without slashes at its end, followed by the path of the document. */
    private static URI discovery(String issuer) {
        int end = issuer.length();
        while (end > 0 && issuer.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(issuer.substring(0, end) + DISCOVERY);
    }

    @Override
    public void close() {
        // Nothing is open between two readings.
    }
}
