package io.tiphys.gateway.argoapi.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.netty.util.AsciiString;
import io.tiphys.gateway.argoapi.RemadeRequest;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.argoapi.request.RefusedHeaders;
import io.tiphys.gateway.argoapi.route.ArtifactLocation;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.route.Targets;
import io.tiphys.gateway.argoapi.uri.PathSegments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderRulesTest {
    /** Made by the gateway for every request. */
    private static final Set<String> OWN = Set.of(
            ":method",
            ":path",
            "authorization",
            "x-request-id",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "content-type",
            "content-length",
            "te");

    /** Each was sent to an Argo Server by an earlier gateway, or is one that a server, a proxy or a browser knows. */
    private static final List<String> OTHERS = List.of(
            "cookie",
            "grpc-metadata-authorization",
            "grpc-metadata-cookie",
            "grpc-metadata-anything",
            "proxy-authorization",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "http2-settings",
            "transfer-encoding",
            "trailer",
            "expect",
            "origin",
            "referer",
            "forwarded",
            "x-real-ip",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-original-url",
            "x-rewrite-url",
            "x-original-method",
            "x-user",
            "x-remote-user",
            "impersonate-user",
            "impersonate-group",
            "via",
            "sec-fetch-mode",
            "cache-control",
            "accept-language",
            "baggage",
            "grpc-tags-bin",
            "x-anything-bin",
            "some-unknown");

    @ParameterizedTest
    @EnumSource(HeaderUse.class)
    void passesTheListedHeadersOfAUseAndNoOthers(HeaderUse use) {
        RequestHeadersBuilder builder = request(use);
        PassedHeaders.ROWS.forEach(row -> builder.set(row.name(), "v-" + row.name()));
        builder.set("grpc-timeout", "5S");
        OTHERS.forEach(name -> builder.add(name, "callers"));
        RequestHeaders passed = pass(false, use, builder);
        Set<String> expected = PassedHeaders.ROWS.stream()
                .filter(row ->
                        row.uses().contains(use) || use.isEvent() && row.name().startsWith("x-"))
                .map(row -> row.name().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        if (use.isEvent()) { // selectors of event bindings read them
            OTHERS.stream()
                    .filter(name -> name.startsWith("x-") && !name.endsWith("-bin"))
                    .filter(name -> !ForwardedHeaders.isOne(AsciiString.of(name)))
                    .forEach(expected::add);
        }
        Set<String> found =
                passed.names().stream().map(AsciiString::toString).collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(OWN);
        assertThat(found).isEqualTo(expected);
        assertThat(passed.getAll("authorization")).isEmpty();
    }

    @Test
    void givesAReasonForEachRowAndNamesItOnce() {
        assertThat(PassedHeaders.ROWS)
                .allSatisfy(row -> assertThat(row.reason()).isNotBlank())
                .allSatisfy(row -> assertThat(row.uses()).isNotEmpty())
                .extracting(row -> row.name().toString())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-http-method-override", "x-http-method", "x-method-override"})
    void refusesAnotherMethodThanTheOneOfTheFirstLine(String name) {
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.GET, HttpMethod.PUT)) {
            assertThatThrownBy(() -> RemadeRequest.of(
                            HttpRequest.of(RequestHeaders.of(method, "/api/v1/workflows/argo/lint", name, "DELETE"))))
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            refused -> assertThat(refused.problem().reason()).isEqualTo(ErrorReason.REQUEST_INVALID))
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "Application/X-WWW-Form-Urlencoded; charset=utf-8",
                " application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x"
            })
    void refusesFormsWhereverAMethodCouldComeFromOne(String type) {
        for (String path : List.of("/api/v1/workflows/argo/lint", "/%61pi/v1/nothing", "/api/v1/events/argo/x")) {
            assertThatThrownBy(() -> RemadeRequest.of(HttpRequest.of(
                            RequestHeaders.of(HttpMethod.POST, path, "content-type", type), HttpData.ofUtf8("{}"))))
                    .as(path)
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            refused -> assertThat(refused.problem().reason())
                                    .isEqualTo(ErrorReason.MEDIA_TYPE_UNSUPPORTED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "S", "123456789S", "-1S", "1h", "1S "})
    void refusesATimeThatTwoReadersCouldTakeForDifferentOnes(String time) {
        assertThatThrownBy(() -> RefusedHeaders.require(
                        RequestHeaders.of(HttpMethod.GET, "/api/v1/version", "grpc-timeout", time)))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void givesABodyTheMediaTypeOfTheRow() {
        for (String type :
                List.of("text/plain", "application/json; charset=utf-8", "application/yaml", "application/grpc")) {
            RemadeRequest remade = RemadeRequest.of(HttpRequest.of(
                            RequestHeaders.of(HttpMethod.POST, "/api/v1/workflows/argo/lint", "content-type", type),
                            HttpData.ofUtf8("{}")))
                    .orElseThrow();
            assertThat(remade.headers().getAll("content-type")).containsExactly("application/json");
        }
        assertThat(pass(false, HeaderUse.GRPC, request(HeaderUse.GRPC).set("content-type", "application/grpc+json"))
                        .getAll("content-type"))
                .containsExactly("application/grpc");
    }

    @Test
    void passesOfRepeatedHeadersTheOneThatGoReads() {
        RequestHeaders passed = pass(
                false,
                HeaderUse.API,
                request(HeaderUse.API).add("accept", "text/event-stream").add("accept", "other"));
        assertThat(passed.getAll("accept")).containsExactly("text/event-stream");
    }

    @Test
    void passesTheStateCookieToSingleSignOnAlone() {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, "/oauth2/callback?code=c&state=s1")
                .add("cookie", "authorization=Bearer callers; s1=\"/a b\"; s2=x");
        assertThat(pass(
                                false,
                                Targets.ofHttp("GET", "/oauth2/callback?code=c&state=s1&session_state=q", false),
                                headers)
                        .getAll("cookie"))
                .containsExactly("s1=\"/a b\"");
        for (String path : List.of("/oauth2/callback?state=authorization", "/oauth2/callback", "/x?state=s1")) {
            assertThat(pass(false, Targets.ofHttp("GET", path, false), headers).getAll("cookie"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void tellsItselfWhereACallComesFrom() {
        RequestHeaders passed = pass(
                false,
                HeaderUse.API,
                request(HeaderUse.API)
                        .add("x-forwarded-for", "6.6.6.6")
                        .add("forwarded", "for=6.6.6.6")
                        .add("x-real-ip", "6.6.6.6"));
        assertThat(passed.get("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(passed.get("x-forwarded-host")).isEqualTo("gateway.example:8080");
        assertThat(passed.toString()).doesNotContain("6.6.6.6");
    }

    @Test
    void addsToWhatATrustedProxySays() {
        RequestHeaders passed = pass(
                true,
                HeaderUse.API,
                request(HeaderUse.API).add("x-forwarded-for", "10.0.0.1").add("x-forwarded-proto", "https"));
        assertThat(passed.get("x-forwarded-for")).isEqualTo("10.0.0.1, 127.0.0.1");
        assertThat(passed.get("x-forwarded-proto")).isEqualTo("https");
    }

    private static RequestHeadersBuilder request(HeaderUse use) {
        HttpMethod method = use.isGrpc() || use.passesBody() ? HttpMethod.POST : HttpMethod.GET;
        return RequestHeaders.builder(method, "/").authority("gateway.example:8080");
    }

    private static RequestHeaders pass(boolean trusting, HeaderUse use, RequestHeadersBuilder headers) {
        ArgoApiCall call = new ArgoApiCall(RemadeRequest.context(), incoming(headers), use.isGrpc());
        call.target(target(use));
        assertThat(HeaderUse.of(call)).isEqualTo(use);
        return rules(trusting).upstream(call, "/there");
    }

    private static RequestHeaders pass(boolean trusting, Target target, RequestHeadersBuilder headers) {
        ArgoApiCall call = new ArgoApiCall(RemadeRequest.context(), incoming(headers), false);
        call.target(target);
        return rules(trusting).upstream(call, "/there");
    }

    private static HttpRequest incoming(RequestHeadersBuilder headers) {
        RequestHeaders built = headers.build();
        return built.method() == HttpMethod.POST ? HttpRequest.of(built, HttpData.ofUtf8("{}")) : HttpRequest.of(built);
    }

    private static Target target(HeaderUse use) {
        return switch (use) {
            case API -> Targets.ofHttp("GET", "/api/v1/workflows/argo", true);
            case GRPC -> Targets.ofGrpc("/workflow.WorkflowService/GetWorkflow");
            case EVENT -> Targets.ofHttp("POST", "/api/v1/events/argo/x", false);
            case GRPC_EVENT -> Targets.ofGrpc("/event.EventService/ReceiveEvent");
            case DOWNLOAD, UPLOAD ->
                new Target.Artifact(
                        ArtifactLocation.of(PathSegments.of("/artifacts/argo/wf/node/out")),
                        List.of(),
                        "/artifacts/argo/wf/node/out");
            case PAGE -> Targets.ofHttp("GET", "/", false);
            case UNKNOWN -> Targets.ofHttp("POST", "/api/v1/nothing", true);
            case GRPC_UNKNOWN -> Targets.ofGrpc("/workflow.WorkflowService/Tomorrow");
        };
    }

    private static HeaderRules rules(boolean trusting) {
        return new HeaderRules(new ArgoApiConfiguration(1, trusting, Duration.ofHours(1)));
    }
}
