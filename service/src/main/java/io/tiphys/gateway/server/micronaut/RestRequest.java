package io.tiphys.gateway.server.micronaut;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.convert.value.MutableConvertibleValues;
import io.micronaut.core.convert.value.MutableConvertibleValuesMap;
import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.micronaut.http.cookie.Cookies;
import io.micronaut.http.simple.SimpleHttpParameters;
import io.micronaut.http.simple.cookies.SimpleCookies;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.body.BodyReservation;
import io.tiphys.gateway.server.body.UploadedBody;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the framework's filters and controllers see it. Not thread-safe except for its body: one thread after the
 * other works on the request.
 */
public final class RestRequest implements ServerHttpRequest<Object>, AutoCloseable {
    static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

    /** Represents all listeners for callers; the management listener has another port number. */
    public static final InetSocketAddress CALLERS = InetSocketAddress.createUnresolved("callers", 0);

    private final ServiceRequestContext context;
    private final InetSocketAddress listener;
    private final HttpMethod method;
    private final URI uri;
    private final RestHeaders headers;
    private final HttpParameters parameters;
    private final MutableConvertibleValues<Object> attributes = new MutableConvertibleValuesMap<>(new HashMap<>(8));
    private final CloseableByteBody body;
    private final BodyReservation reservation;
    private final Optional<UploadedBody> upload;
    private boolean held;

    /**
     * Creates a request.
     *
     * @param uri the target: path and query
     * @param listener the listener that received the request; the router distinguishes routes for callers and for probes by
     *     it
     * @param limits the limits of its body
     */
    RestRequest(
            ServiceRequestContext context,
            HttpRequest request,
            URI uri,
            InetSocketAddress listener,
            Limits limits,
            ConversionService conversion) {
        this.context = context;
        this.listener = listener;
        this.method = HttpMethod.parse(request.method().name());
        this.uri = uri;
        this.headers = new RestHeaders(request.headers(), conversion);
        this.parameters = parameters(context, conversion);
        this.reservation = limits.held();
        this.upload =
                isUpload(request) ? Optional.of(new UploadedBody(request.split().body())) : Optional.empty();
        this.body = upload.isPresent() ? BODIES.createEmpty() : body(request, limits.size());
    }

    /**
     * The limits of a body.
     *
     * @param size the limits of its size
     * @param held its reservation in the gateway's budget
     */
    record Limits(BodySizeLimits size, BodyReservation held) {}

    /** Bytes that are not UTF-8 become U+FFFD, which no parameter accepts. */
    private static HttpParameters parameters(ServiceRequestContext context, ConversionService conversion) {
        QueryParams given = context.queryParams();
        Map<CharSequence, List<String>> parameters = new LinkedHashMap<>();
        given.names().forEach(name -> parameters.put(name, given.getAll(name)));
        return new SimpleHttpParameters(parameters, conversion);
    }

    private CloseableByteBody body(HttpRequest request, BodySizeLimits limits) {
        if (request.isEmpty()) {
            return BODIES.createEmpty();
        }
        ReadBufferFactory buffers = BODIES.readBufferFactory();
        StreamMessage<ReadBuffer> pieces = request.split()
                .body()
                .mapError(this::broken)
                .map(piece -> {
                    reservation.add(piece.length());
                    return buffers.adapt(piece.array());
                });
        return BODIES.adapt(pieces, limits, headers, null);
    }

    private static boolean isUpload(HttpRequest request) {
        MediaType type = request.contentType();
        return type != null && !request.isEmpty() && type.is(UploadedBody.MEDIA_TYPE);
    }

    /**
     * The body, if it is a stream of items ({@code application/x-ndjson}): it has no limit of size and is read piece by piece.
     * {@link #close} ends it unless it was {@link UploadedBody#keep kept}.
     */
    public Optional<UploadedBody> upload() {
        return upload;
    }

    /** Keeps the reservation of the body beyond {@link #close}; the caller of this method closes it. */
    public BodyReservation keepReservation() {
        held = true;
        return reservation;
    }

    private Throwable broken(Throwable cause) {
        if (cause instanceof GatewayException) {
            return cause;
        }
        EOFException early = new EOFException("the body ended early");
        early.initCause(cause);
        return early;
    }

    @Override
    public ByteBody byteBody() {
        return body;
    }

    @Override
    public ByteBodyFactory byteBodyFactory() {
        return BODIES;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public String getMethodName() {
        return context.method().name();
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public HttpVersion getHttpVersion() {
        return context.sessionProtocol().isMultiplex() ? HttpVersion.HTTP_2_0 : HttpVersion.HTTP_1_1;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public HttpParameters getParameters() {
        return parameters;
    }

    /** Empty: callers of this API send a token in a header. */
    @Override
    public Cookies getCookies() {
        return new SimpleCookies(ConversionService.SHARED);
    }

    @Override
    public MutableConvertibleValues<Object> getAttributes() {
        return attributes;
    }

    /** Empty: controllers read the bytes. */
    @Override
    public Optional<Object> getBody() {
        return Optional.empty();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return context.remoteAddress();
    }

    @Override
    public InetSocketAddress getServerAddress() {
        return listener;
    }

    @Override
    public boolean isSecure() {
        return context.sessionProtocol().isTls();
    }

    /** Releases the unread rest of the body. */
    @Override
    public void close() {
        body.close();
        upload.ifPresent(UploadedBody::closeUnlessKept);
        if (!held) {
            reservation.close();
        }
    }
}
