package io.tiphys.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.rest.docs.PageAsset;
import io.tiphys.gateway.testbed.CheckedInFiles;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.finding.Rule;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DocumentationTest {
    /** What makes a browser load something: a source, a style's address, an import, a script's request. */
    private static final Pattern LOADS_FROM_ELSEWHERE = Pattern.compile(
            "(?:src|href|action)\\s*=\\s*[\"']?(?:https?:)?//|url\\(\\s*[\"']?(?:https?:)?//|@import|importScripts\\(\\s*[\"']http"
                    + "|fetch\\(\\s*[\"']http|\\bimport\\(\\s*[\"']http",
            Pattern.CASE_INSENSITIVE);

    private static RestApiUnderTest door;

    @BeforeAll
    static void open() {
        door = new RestApiUnderTest();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void servesTheApiPageToABrowserWithoutAToken() {
        HttpResponse<String> response = door.send(HttpRequest.newBuilder(door.uri("/docs"))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(response.body()).contains("/docs/assets/swagger-ui-bundle.js");
    }

    @Test
    void forbidsPagesToLoadFromElsewhere() {
        for (String path : new String[] {"/docs", "/docs/errors", "/docs/rules"}) {
            String policy =
                    get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy)
                    .startsWith("default-src 'none'")
                    .doesNotContain("http")
                    .doesNotContain("unsafe")
                    .doesNotContain("*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesEveryAssetItselfAndNoneLoadsFromElsewhere(PageAsset asset) {
        HttpResponse<String> response = get("/docs/assets/" + asset.fileName());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(asset.mediaType());
        if (asset != PageAsset.OPENAPI) {
            assertThat(LOADS_FROM_ELSEWHERE.matcher(response.body()).results().map(match -> match.group()))
                    .isEmpty();
        }
    }

    @Test
    void refersInItsPagesToAssetsThatAreThere() {
        Pattern reference = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");
        for (String path : new String[] {"/docs", "/docs/errors", "/docs/rules"}) {
            var references = reference
                    .matcher(get(path).body())
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(references).isNotEmpty().allMatch(address -> address.startsWith("/"));
            references.forEach(
                    address -> assertThat(get(address).statusCode()).as(address).isEqualTo(200));
        }
    }

    @Test
    void asksTheApiPageToTellNobodyElse() {
        assertThat(new String(PageAsset.API_PAGE_SCRIPT.read(), StandardCharsets.UTF_8))
                .contains("validatorUrl: null")
                .contains("queryConfigEnabled: false");
    }

    @Test
    void servesTheContractThatIsCheckedIn() throws java.io.IOException {
        HttpResponse<String> response = get("/docs/openapi.yaml");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(response.body()).isEqualTo(java.nio.file.Files.readString(CheckedInFiles.path("openapi.yaml")));
    }

    @Test
    void offersNoSignInWithoutAnIssuer() {
        assertThat(get("/docs/page.json").body()).isEqualTo("{\"issuers\":[]}");
    }

    @ParameterizedTest
    @EnumSource
    void explainsEveryReasonUnderItsAnchor(ErrorReason reason) {
        assertThat(get("/docs/errors").body())
                .contains("<section id=\"" + reason + "\">")
                .contains(reason.title().replace("\"", "&quot;"));
    }

    @Test
    void describesEveryRuleUnderTheAnchorThatFindingsLinkTo() {
        String page = get("/docs/rules").body();
        Stream.concat(
                        WorkflowValidator.rules().stream().map(Rule::id),
                        Arrays.stream(InspectionRule.values()).map(InspectionRule::id))
                .forEach(rule -> assertThat(page).contains("<section id=\"" + rule + "\">"));
    }

    private static HttpResponse<String> get(String path) {
        return door.send(HttpRequest.newBuilder(door.uri(path)));
    }
}
