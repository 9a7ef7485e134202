package io.tiphys.gateway.collector;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.tracing.TracingConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A collector of traces, which keeps what it receives: OTLP over HTTP and over gRPC on one port. */
final class OtlpCollector implements AutoCloseable {
    private static final int FRAME_HEAD = 5;

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<AggregatedHttpRequest> requests = new CopyOnWriteArrayList<>();
    private final Server server;

    OtlpCollector() {
        server = Server.builder()
                .http(0)
                .service(
                        "/v1/traces",
                        (context, request) -> HttpResponse.of(request.aggregate()
                                .thenApply(one -> received(one, one.content().array(), http()))))
                .service(
                        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                        (context, request) -> HttpResponse.of(request.aggregate()
                                .thenApply(one ->
                                        received(one, message(one.content().array()), grpc()))))
                .build();
        server.start().join();
    }

    /** The properties of a gateway that traces everything and sends it here. */
    Map<String, Object> properties(String protocol) {
        return Map.of(
                "tiphys.tracing.endpoint",
                "http://127.0.0.1:" + server.activeLocalPort(),
                "tiphys.tracing.protocol",
                protocol,
                "tiphys.tracing.sampling-ratio",
                "1",
                "tiphys.tracing.export-interval",
                "20ms");
    }

    /** The properties of OTLP over HTTP. */
    Map<String, Object> properties() {
        return properties(TracingConfiguration.HTTP);
    }

    private HttpResponse received(AggregatedHttpRequest request, byte[] message, HttpResponse answer) {
        requests.add(request);
        try {
            ExportTraceServiceRequest.parseFrom(message)
                    .getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
            return answer;
        } catch (InvalidProtocolBufferException e) {
            return HttpResponse.of(HttpStatus.BAD_REQUEST);
        }
    }

    private static HttpResponse http() {
        return HttpResponse.of(HttpStatus.OK, MediaType.parse("application/x-protobuf"), HttpData.empty());
    }

    private static HttpResponse grpc() {
        return HttpResponse.of(
                ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"),
                HttpData.wrap(new byte[FRAME_HEAD]),
                HttpHeaders.of("grpc-status", "0"));
    }

    private static byte[] message(byte[] frame) {
        return Arrays.copyOfRange(frame, FRAME_HEAD, frame.length);
    }

    /** The span of this kind in a trace; waits for it. */
    Span find(String trace, SpanKind kind) {
        Predicate<Span> wanted =
                span -> span.getKind() == kind && hex(span.getTraceId()).equals(trace);
        Until.until("the span comes", () -> spans.stream().anyMatch(wanted));
        return spans.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The text form of an id. */
    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** The attributes of a span as texts. */
    static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(KeyValue::getKey, attribute -> text(attribute.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    /** All that was received, headers included, as text in which texts can be found. */
    String everything() {
        StringBuilder text = new StringBuilder();
        requests.forEach(request ->
                text.append(request.headers()).append(request.content().toString(StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    /** The requests so far. */
    List<AggregatedHttpRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        ArmeriaServers.stop(server);
    }
}
