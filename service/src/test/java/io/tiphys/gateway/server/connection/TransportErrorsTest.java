package io.tiphys.gateway.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What the log says of callers that go away, which any caller can do as often as it likes. */
final class TransportErrorsTest {
    private static final AtomicInteger OPEN = new AtomicInteger();

    private static Server argo;
    private static RunningGateway gateway;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger errors = (Logger) LoggerFactory.getLogger(TransportErrors.class);
    private final ClientFactory clients = ClientFactory.builder().build();
    private final Queue<ILoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .service("/silent", (context, request) -> counted(HttpResponse.streaming()))
                .service("/begun", (context, request) -> {
                    HttpResponseWriter writer = HttpResponse.streaming();
                    writer.write(ResponseHeaders.of(200));
                    return counted(writer);
                })
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    private static HttpResponse counted(HttpResponseWriter writer) {
        OPEN.incrementAndGet();
        writer.whenComplete().whenComplete((done, failure) -> OPEN.decrementAndGet());
        return writer;
    }

    @BeforeEach
    void listen() {
        errors.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(log);
        errors.setLevel(null);
        clients.closeAsync();
    }

    @ParameterizedTest
    @CsvSource({"H2C, /silent", "H2C, /begun", "H1C, /silent", "H1C, /begun"})
    void tellsNothingOfACallerThatGoesAway(SessionProtocol protocol, String path) {
        HttpResponse answer = client(protocol).execute(HttpRequest.of(RequestHeaders.of(HttpMethod.GET, path)));
        SplitHttpResponse split = answer.split();
        Until.until("the call is there", () -> OPEN.get() == 1);
        if (path.equals("/begun")) {
            split.headers().join();
        }
        answer.abort();
        Until.until("the call has ended", () -> OPEN.get() == 0);
        Until.settled(logged::size);
        assertThat(logged).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @ParameterizedTest
    @CsvSource({
        "H2C, /v1/environments/lab/namespaces/science/workflows, application/json",
        "H1C, /v1/environments/lab/namespaces/science/workflows, application/json",
        "H2C, /tiphys.v1.WorkflowService/SubmitWorkflow, application/grpc",
        "H2C, /api/v1/workflows/science, application/json",
        "H2C, /workflow.WorkflowService/CreateWorkflow, application/grpc"
    })
    void tellsNothingOfACallerThatGoesAwayInTheMiddleOfItsRequest(SessionProtocol protocol, String path, String type) {
        HttpRequestWriter request = HttpRequest.streaming(RequestHeaders.builder(HttpMethod.POST, path)
                .add("content-type", type)
                .add("authorization", "Bearer v2:whoever")
                .add("te", "trailers")
                .build());
        HttpResponse answer = client(protocol).execute(request);
        request.write(HttpData.ofUtf8("{"));
        request.whenConsumed().join();
        answer.abort();
        Until.settled(logged::size);
        assertThat(logged).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private WebClient client(SessionProtocol protocol) {
        return WebClient.builder(protocol.uriText() + "://127.0.0.1:" + gateway.port())
                .factory(clients)
                .responseTimeoutMillis(20_000)
                .build();
    }
}
