package io.tiphys.gateway.argoapi.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argoapi.uri.PathSegments;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArgoRoutesTest {
    private final ArgoRoutes routes = new ArgoRoutes(ArgoRpcs.all());

    @Test
    void takesAnEmptyVariableForAllNamespaces() {
        assertThat(routes.match("GET", PathSegments.of("/api/v1/workflows/"))).hasValueSatisfying(match -> {
            assertThat(match.rpc().method()).isEqualTo("ListWorkflows");
            assertThat(match.variables()).isEqualTo(Map.of("namespace", ""));
        });
    }

    @Test
    void prefersTheRouteWithMoreFixedParts() {
        assertThat(routes.match("POST", PathSegments.of("/api/v1/workflows/science/submit")))
                .hasValueSatisfying(match -> assertThat(match.rpc().method()).isEqualTo("SubmitWorkflow"));
        assertThat(routes.match("POST", PathSegments.of("/api/v1/workflows/science/lint")))
                .hasValueSatisfying(match -> assertThat(match.rpc().method()).isEqualTo("LintWorkflow"));
    }

    @Test
    void decodesVariablesLeavesAPlusAloneAndWritesThemAnew() {
        assertThat(routes.match("GET", PathSegments.of("/api/v1/workflows/science/a%40b+c")))
                .hasValueSatisfying(match -> {
                    assertThat(match.variables()).containsEntry("name", "a@b+c");
                    assertThat(match.path()).isEqualTo("/api/v1/workflows/science/a@b%2Bc");
                });
    }

    @Test
    void knowsNoOtherMethodAndNoLongerPath() {
        assertThat(routes.match("PATCH", PathSegments.of("/api/v1/workflows/science")))
                .isEmpty();
        assertThat(routes.match("GET", PathSegments.of("/api/v1/workflows/science/a/b/c/d")))
                .isEmpty();
        assertThat(routes.match("GET", PathSegments.of("/api/v2/workflows/science")))
                .isEmpty();
    }
}
