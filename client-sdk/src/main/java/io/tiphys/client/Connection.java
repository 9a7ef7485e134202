package io.tiphys.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.generated.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The way to one gateway, shared by all clients that were made from one: its address, the caller's token, the time. */
final class Connection extends ApiClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** The gateway ends a call by itself when its time is up; its answer still needs a moment to arrive. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HttpClient http;
    private final Supplier<String> token;
    private final Duration timeout;
    private final Duration silence;
    private final Set<EventIterator<?>> open = ConcurrentHashMap.newKeySet();

    Connection(URI gateway, Supplier<String> token, Duration timeout, Duration silence) {
        super(HttpClient.newBuilder(), exactMapper(), gateway.toString().replaceFirst("/+$", ""));
        this.http = client(gateway);
        this.token = token;
        this.timeout = timeout;
        this.silence = silence;
        setRequestInterceptor(this::authorize);
        setReadTimeout(timeout.plus(GRACE));
    }

    /** One HTTP client for everything; the generated code would make one for each of its classes. */
    @Override
    public HttpClient getHttpClient() {
        return http;
    }

    /** How long a call may take, in the form of the header that tells the gateway. */
    String timeoutHeader() {
        return timeout.toMillis() + "ms";
    }

    /** How long a call may take with the moment that its answer needs. */
    Duration patience() {
        return timeout.plus(GRACE);
    }

    /** How long a stream may be silent; the gateway's heartbeats come far more often. */
    Duration silence() {
        return silence;
    }

    /** Puts the token on a request. It never gets into a message: the JDK's own check would print a bad one. */
    void authorize(HttpRequest.Builder request) {
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

    void opened(EventIterator<?> stream) {
        open.add(stream);
    }

    void closed(EventIterator<?> stream) {
        open.remove(stream);
    }

    /** Ends the streams; from Java 21 on also the HTTP client, which before ends with its last reference. */
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

    /** Over plain HTTP no upgrade is tried; a redirect would carry the token to somebody else. */
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
