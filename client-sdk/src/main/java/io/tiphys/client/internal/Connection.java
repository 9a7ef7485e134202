package io.tiphys.client.internal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.tiphys.client.Reason;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.generated.ApiClient;
import io.tiphys.client.workflow.EventIterator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The connection to one gateway, shared by all clients that derive from one client: the address, the caller's token, the
 * timeout.
 */
public final class Connection extends ApiClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** The gateway ends a call at its timeout; the response needs a moment more to arrive. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HttpClient http;
    private final Supplier<String> token;
    private final Duration timeout;
    private final Duration silence;
    private final Set<EventIterator<?>> open = ConcurrentHashMap.newKeySet();

    public Connection(URI gateway, Supplier<String> token, Duration timeout, Duration silence) {
        super(HttpClient.newBuilder(), exactMapper(), gateway.toString().replaceFirst("/+$", ""));
        this.http = client(gateway);
        this.token = token;
        this.timeout = timeout;
        this.silence = silence;
        setRequestInterceptor(this::authorize);
        setReadTimeout(timeout.plus(GRACE));
    }

    /** One HTTP client for all calls; the generated code would create one for each of its classes. */
    @Override
    public HttpClient getHttpClient() {
        return http;
    }

    /** The timeout of a call, as the header for the gateway. */
    public String timeoutHeader() {
        return timeout.toMillis() + "ms";
    }

    /** The timeout of a call, with the extra time for its response. */
    public Duration patience() {
        return timeout.plus(GRACE);
    }

    /** The maximum silence of a stream; the gateway's heartbeats are far more frequent. */
    public Duration silence() {
        return silence;
    }

    /** Sets the token on a request. The token never appears in a message: the JDK's own check would print an invalid one. */
    public void authorize(HttpRequest.Builder request) {
        String value = token.get();
        if (value == null || value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new TiphysException(
                    Failure.local(
                            Reason.TOKEN_INVALID,
                            false,
                            "The token supplier returned no token, or a token with invalid characters."),
                    null);
        }
        request.header("Authorization", "Bearer " + value);
    }

    public void opened(EventIterator<?> stream) {
        open.add(stream);
    }

    public void closed(EventIterator<?> stream) {
        open.remove(stream);
    }

    /** Ends the streams and, from Java 21 on, the HTTP client; an earlier one ends with its last reference. */
    @Override
    public void close() {
        open.forEach(EventIterator::close);
        if (http instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("an HTTP client closes without exceptions", e);
            }
        }
    }

    /**
     * Over plain HTTP there is no upgrade; redirects are not followed, because a redirect would carry the token to another
     * host.
     */
    private static HttpClient client(URI gateway) {
        return HttpClient.newBuilder()
                .version("https".equals(gateway.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Argo's numbers keep every digit: fractions are decimals, with their zeros. */
    private static ObjectMapper exactMapper() {
        ObjectMapper mapper = createDefaultObjectMapper();
        mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
        return mapper;
    }
}
