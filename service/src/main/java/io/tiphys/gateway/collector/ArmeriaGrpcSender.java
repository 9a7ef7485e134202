package io.tiphys.gateway.collector;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.SessionProtocol;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends OTLP messages over gRPC with the HTTP/2 client that the gateway has anyway. OpenTelemetry's own senders need a second
 * HTTP library (OkHttp), or take no certificates to trust (grpc-java). A message is sent once; the timeout ends with the
 * whole response. Thread-safe; never waits.
 */
final class ArmeriaGrpcSender implements GrpcSender {
    private static final int LARGEST_RESPONSE = 64 << 10;

    private final GrpcSenderConfig configuration;
    private final ClientFactory factory;
    private final WebClient client;

    ArmeriaGrpcSender(GrpcSenderConfig configuration) {
        this.configuration = configuration;
        URI endpoint = configuration.getEndpoint();
        boolean encrypted = "https".equals(endpoint.getScheme());
        ClientFactoryBuilder builder = ClientFactory.builder().connectTimeout(configuration.getConnectTimeout());
        if (encrypted && configuration.getTrustManager() != null) {
            builder.tlsCustomizer(tls -> tls.trustManager(configuration.getTrustManager()));
        }
        factory = builder.build();
        SessionProtocol protocol = encrypted ? SessionProtocol.H2 : SessionProtocol.H2C;
        client = WebClient.builder(protocol.uriText() + "://" + endpoint.getRawAuthority())
                .factory(factory)
                .responseTimeout(configuration.getTimeout())
                .maxResponseLength(LARGEST_RESPONSE)
                .build();
    }

    @Override
    public void send(MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
        HttpRequest request;
        try {
            request = HttpRequest.of(headers(), HttpData.wrap(frame(message)));
        } catch (IOException | RuntimeException e) {
            onError.accept(e);
            return;
        }
        var unused = client.execute(request).aggregate().handle((response, failure) -> {
            if (response == null) {
                onError.accept(failure);
            } else {
                onResponse.accept(new Answer(status(response)));
            }
            return null;
        });
    }

    private RequestHeaders headers() {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, "/" + configuration.getFullMethodName())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
                .set(HttpHeaderNames.TE, "trailers");
        Map<String, List<String>> given = configuration.getHeadersSupplier().get();
        if (given != null) {
            given.forEach(headers::add);
        }
        return headers.build();
    }

    private static byte[] frame(MessageWriter message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.getContentLength());
        message.writeMessage(bytes);
        return GrpcFrames.frame(bytes.toByteArray());
    }

    private static GrpcStatusCode status(AggregatedHttpResponse response) {
        HttpHeaders trailers = GrpcTrailers.of(response.headers(), response.trailers());
        return GrpcStatusCode.fromValue(trailers.getInt(GrpcTrailers.STATUS, GrpcStatusCode.UNKNOWN.getValue()));
    }

    @Override
    public CompletableResultCode shutdown() {
        CompletableResultCode closed = new CompletableResultCode();
        var unused = factory.closeAsync().whenComplete((done, failure) -> closed.succeed());
        return closed;
    }

    private record Answer(GrpcStatusCode status) implements GrpcResponse {
        @Override
        public GrpcStatusCode getStatusCode() {
            return status;
        }

        @Override
        public @Nullable String getStatusDescription() {
            return null; // text of another server, which only a log would show
        }

        @Override
        public byte[] getResponseMessage() {
            return new byte[0];
        }
    }
}
