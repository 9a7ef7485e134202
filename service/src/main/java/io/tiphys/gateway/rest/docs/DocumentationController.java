package io.tiphys.gateway.rest.docs;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.rest.call.SecurityHeadersFilter;
import io.tiphys.gateway.workflow.RulePages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The documentation that the gateway itself serves. All resources of a page come from the gateway, and a header forbids
 * browsers to load others. The API page may also call the issuers with which it signs people in. A token that a user enters there is
 * sent to the gateway alone.
 */
@Controller
@Hidden
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class DocumentationController {
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'%s; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private final SignIn signIn;

    DocumentationController(SignIn signIn) {
        this.signIn = signIn;
    }

    /** GET /docs: the API page. */
    @Get("/docs")
    HttpResponse<byte[]> apiPage() {
        return answer(PageAsset.API_PAGE.mediaType(), PageAsset.API_PAGE.read(), signIn.origins());
    }

    /** GET /docs/page.json: the settings of the API page. */
    @Get("/docs/page.json")
    HttpResponse<byte[]> settingsOfPage() {
        return answer(MediaType.APPLICATION_JSON, signIn.settings());
    }

    /** GET /docs/assets/{fileName}: what the API page is made of. */
    @Get("/docs/assets/{fileName}")
    HttpResponse<byte[]> asset(@PathVariable String fileName) {
        return Arrays.stream(PageAsset.values())
                .filter(asset -> asset.fileName().equals(fileName))
                .findFirst()
                .map(DocumentationController::answer)
                .orElseThrow(() -> new GatewayException(
                        Problem.of(ErrorReason.ROUTE_NOT_FOUND, "The documentation does not have this file.")));
    }

    /** GET /docs/openapi.yaml: the contract that this very build serves. */
    @Get("/docs/openapi.yaml")
    HttpResponse<byte[]> contract() {
        return answer(PageAsset.OPENAPI);
    }

    /** GET /openapi.yaml: where people look for the contract. */
    @Get("/openapi.yaml")
    HttpResponse<?> contractAtRoot() {
        return HttpResponse.permanentRedirect(URI.create("/docs/openapi.yaml"));
    }

    /** GET /docs/errors: where the type of a problem leads. */
    @Get("/docs/errors")
    HttpResponse<byte[]> errors() {
        return page(ErrorPage.html());
    }

    /** GET {@link RulePages#PATH}: where the link of a finding leads. */
    @Get(RulePages.PATH)
    HttpResponse<byte[]> rules() {
        return page(RulePage.html());
    }

    private static HttpResponse<byte[]> page(String html) {
        return answer("text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<byte[]> answer(PageAsset asset) {
        return answer(asset.mediaType(), asset.read());
    }

    private static HttpResponse<byte[]> answer(String mediaType, byte[] content) {
        return answer(mediaType, content, "");
    }

    private static HttpResponse<byte[]> answer(String mediaType, byte[] content, String origins) {
        return HttpResponse.ok(content)
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(SecurityHeadersFilter.CONTENT_SECURITY_POLICY, PAGE_POLICY.formatted(origins));
    }
}
