package io.tiphys.gateway.argoapi.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers below a prefix see of a server that can be made to answer as a real one seldom does. */
final class PrefixedAnswersTest {
    private static final String PAGE = "<html><head><base href=\"/\"></head></html>";

    private static Server argo;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service("/", (context, request) -> page(MediaType.HTML_UTF_8, PAGE, "etag", "\"1\""))
                .service("/main.js", (context, request) -> page(MediaType.JAVASCRIPT_UTF_8, PAGE, "etag", "\"1\""))
                .service("/long", (context, request) -> page(MediaType.HTML_UTF_8, PAGE + " ".repeat(70_000)))
                .service("/packed", (context, request) -> page(MediaType.HTML_UTF_8, PAGE, "content-encoding", "gzip"))
                .service(
                        "/accepted",
                        (context, request) -> page(
                                MediaType.HTML_UTF_8,
                                "<base href=\"/\">" + request.headers().get(HttpHeaderNames.ACCEPT_ENCODING)))
                .service(
                        "/oauth2/callback",
                        (context, request) -> HttpResponse.of(ResponseHeaders.builder(302)
                                .add("location", "/")
                                .add("set-cookie", "state=; Max-Age=0")
                                .add("set-cookie", "authorization=v2:opaque; Path=/; SameSite=Strict")
                                .build()))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    private static HttpResponse page(MediaType type, String body, String... more) {
        var headers = ResponseHeaders.builder(200).contentType(type);
        for (int i = 0; i < more.length; i += 2) {
            headers.add(more[i], more[i + 1]);
        }
        HttpData data = HttpData.ofUtf8(body);
        return HttpResponse.of(headers.contentLength(data.length()).build(), data);
    }

    private static AggregatedHttpResponse ask(HttpMethod method, String path) {
        RequestHeaders headers = RequestHeaders.of(method, path, HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        return WebClient.of(gateway.rest())
                .execute(HttpRequest.of(headers))
                .aggregate()
                .join();
    }

    @Test
    void givesThePageTheBaseOfItsPrefix() {
        AggregatedHttpResponse answer = ask(HttpMethod.GET, "/argo/lab/");
        assertThat(answer.contentUtf8()).isEqualTo(PAGE.replace("\"/\"", "\"/argo/lab/\""));
        assertThat(answer.headers().contentLength()).isEqualTo(answer.content().length());
        assertThat(answer.headers().contains("etag")).isFalse();
        assertThat(ask(HttpMethod.GET, "/argo/lab").contentUtf8()).isEqualTo(answer.contentUtf8());
    }

    @Test
    void tellsNoLengthOfThePageThatItDoesNotSend() {
        AggregatedHttpResponse answer = ask(HttpMethod.HEAD, "/argo/lab/");
        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().contentLength()).isNotEqualTo(PAGE.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/main.js", "/long", "/packed"})
    void leavesEverythingElseAsItIs(String path) {
        AggregatedHttpResponse below = ask(HttpMethod.GET, "/argo/lab" + path);
        AggregatedHttpResponse plain = ask(HttpMethod.GET, path);
        assertThat(below.content()).isEqualTo(plain.content());
        assertThat(below.headers().contentLength()).isEqualTo(plain.headers().contentLength());
        assertThat(below.headers().get("etag")).isEqualTo(plain.headers().get("etag"));
    }

    @Test
    void leavesThePageAsItIsWithoutAPrefix() {
        assertThat(ask(HttpMethod.GET, "/").contentUtf8()).isEqualTo(PAGE);
        assertThat(ask(HttpMethod.GET, "/accepted").contentUtf8()).endsWith("gzip");
    }

    @Test
    void asksForAPageThatCanBeRead() {
        assertThat(ask(HttpMethod.GET, "/argo/lab/accepted").contentUtf8()).endsWith("null");
    }

    @Test
    void keepsRedirectsAndCookiesBelowThePrefix() {
        AggregatedHttpResponse answer = ask(HttpMethod.GET, "/argo/lab/oauth2/callback?state=x");
        assertThat(answer.headers().get("location")).isEqualTo("/argo/lab/");
        assertThat(answer.headers().getAll("set-cookie"))
                .containsExactly("state=; Max-Age=0", "authorization=v2:opaque; Path=/argo/lab/; SameSite=Strict");
        AggregatedHttpResponse plain = ask(HttpMethod.GET, "/oauth2/callback?state=x");
        assertThat(plain.headers().get("location")).isEqualTo("/");
    }
}
