package io.tiphys.gateway.server.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Requests over HTTP/2 whose body stands still, at each door: own ones, and those to an Argo Server that takes bodies as it is
 * told, which a real one cannot be. That a caller is known is the Argo Server's affair here, as it is with its single sign-on.
 */
final class RequestBodyTimeoutTest {
    private static final String PASSING = "/api/v1/future/";
    private static final int PIECE = 64 * 1024;

    private static final AtomicReference<Subscription> HELD_BACK = new AtomicReference<>();

    private static Server argo;
    private static RunningGateway gateway;
    private static ClientFactory clients;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .service(
                        PASSING + "whole",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(whole -> HttpResponse.of("whole"))))
                .service(
                        "/future.Service/Take",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(whole -> HttpResponse.of("whole"))))
                .service(PASSING + "held", (context, request) -> held(request))
                .service(
                        "/future.Service/Talk",
                        (context, request) -> HttpResponse.of(
                                ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"),
                                request.filter(HttpData.class::isInstance)))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of("tiphys.server.body-timeout", "500ms"));
        clients = ClientFactory.builder().build();
    }

    @AfterAll
    static void stop() {
        clients.close();
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    /** Takes no piece of the body until the test asks for all. */
    private static HttpResponse held(HttpRequest request) {
        var answer = new CompletableFuture<HttpResponse>();
        request.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                HELD_BACK.set(subscription);
            }

            @Override
            public void onNext(HttpObject piece) {}

            @Override
            public void onError(Throwable failure) {
                answer.complete(HttpResponse.of(500));
            }

            @Override
            public void onComplete() {
                answer.complete(HttpResponse.of(200));
            }
        });
        return HttpResponse.of(answer);
    }

    /** Passed on unread, read as a whole, and at the gateway's own door. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                PASSING + "whole",
                "/api/v1/workflows/science",
                "/v1/environments/lab/namespaces/science/workflows"
            })
    void endsARequestWhoseBodyStandsStill(String path) {
        AggregatedHttpResponse answer = stalled(path, "application/json").join();
        assertThat(answer.status().code()).isEqualTo(408);
        assertThat(answer.contentUtf8())
                .contains("REQUEST_STALLED", "stood still")
                .contains(path.startsWith("/v1") ? "\"status\":408" : "\"code\":3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workflow.WorkflowService/CreateWorkflow",
                "/future.Service/Take",
                "/tiphys.v1.WorkflowService/SubmitWorkflow",
                "/tiphys.v1.LintService/LintFiles"
            })
    void endsACallOverGrpcWhoseMessageStandsStill(String method) {
        AggregatedHttpResponse answer = stalled(method, "application/grpc").join();
        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().get("grpc-status")).isEqualTo("3");
        assertThat(answer.headers().get("grpc-message")).contains("stood still");
        assertThat(answer.headers().get("x-request-id")).isNotBlank();
    }

    @Test
    void letsAConversationBeSilent() {
        HttpRequestWriter talk = begin("/future.Service/Talk", "application/grpc");
        SplitHttpResponse answer = client().execute(talk).split();
        assertThat(answer.headers().join().status().code()).isEqualTo(200);
        stalled(PASSING + "whole", "application/json").join(); // the time that others have is over
        stalled(PASSING + "whole", "application/json").join();
        talk.write(HttpData.ofUtf8("more"));
        talk.close();
        assertThat(answer.body().collect().join().stream()
                        .map(HttpData::toStringUtf8)
                        .reduce("", String::concat))
                .isEqualTo("{more");
    }

    @Test
    void doesNotBlameASenderWhomTheArgoServerLetsWait() {
        HttpRequestWriter upload = begin(PASSING + "held", "application/octet-stream");
        var answer = client().execute(upload).aggregate();
        AtomicLong written = new AtomicLong();
        write(upload, written, 32L << 20);
        Until.settled(written::get);
        stalled(PASSING + "whole", "application/json").join();
        assertThat(answer).isNotDone();
        HELD_BACK.get().request(Long.MAX_VALUE);
        assertThat(answer.join().status().code()).isEqualTo(200);
    }

    @Test
    void leavesAloneWhatMovesOrIsComplete() {
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, PASSING + "whole")
                .contentType(MediaType.JSON)
                .add("authorization", "Bearer v2:whoever")
                .build();
        AggregatedHttpResponse answer = client().execute(
                        HttpRequest.of(headers, HttpData.wrap(new byte[PIECE]), HttpHeaders.of("x-checksum", "7")))
                .aggregate()
                .join();
        assertThat(answer.contentUtf8()).isEqualTo("whole");
    }

    private static void write(HttpRequestWriter request, AtomicLong written, long whole) {
        if (written.get() >= whole) {
            request.close();
        } else if (request.tryWrite(HttpData.wrap(new byte[PIECE]))) {
            written.addAndGet(PIECE);
            request.whenConsumed().thenRun(() -> write(request, written, whole));
        }
    }

    private static CompletableFuture<AggregatedHttpResponse> stalled(String path, String type) {
        return client().execute(begin(path, type)).aggregate();
    }

    private static HttpRequestWriter begin(String path, String type) {
        HttpRequestWriter request = HttpRequest.streaming(RequestHeaders.builder(HttpMethod.POST, path)
                .add("content-type", type)
                .add("authorization", "Bearer v2:whoever")
                .add("te", "trailers")
                .build());
        request.write(HttpData.ofUtf8("{"));
        return request;
    }

    private static WebClient client() {
        return WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                .factory(clients)
                .responseTimeoutMillis(20_000)
                .writeTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
    }
}
