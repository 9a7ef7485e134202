package io.tiphys.gateway.argoapi.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.server.call.EnteredRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose page it is must not tell who is not known which environments there are. */
final class PageEnvironmentTest {
    private final CoreOnFakes core = new CoreOnFakes(
            List.of(
                    TestEnvironments.direct("lab", TestEnvironments.wideLimits()),
                    TestEnvironments.direct("secret", TestEnvironments.wideLimits())),
            Optional.of("lab"),
            List.of());
    private final EnvironmentChoice choice = new EnvironmentChoice(core.environments);
    private final PageEnvironment pages =
            new PageEnvironment(new ArgoApiCallers(core.authenticator), core.environments);

    @Test
    void whoIsNotKnownGetsTheSamePageForEveryName() {
        for (String name : List.of("lab", "secret", "none", "")) {
            for (List<String> tokens :
                    List.of(List.<String>of(), List.of("Bearer rubbish"), List.of("Bearer v2:anything"))) {
                assertThat(page("/argo/" + name + "/", tokens)).isEqualTo("lab");
                assertThat(page("/argo/" + name + "/main.js", tokens)).isEqualTo("lab");
            }
        }
    }

    @Test
    void whoIsKnownGetsThePageOfTheNamedEnvironment() {
        core.tokens.knows("good", "ada");

        assertThat(page("/argo/secret/", List.of("Bearer good"))).isEqualTo("secret");
    }

    @Test
    void singleSignOnGoesToTheNamedEnvironment() {
        assertThat(page("/argo/secret/oauth2/redirect", List.of())).isEqualTo("secret");
    }

    private String page(String path, List<String> tokens) {
        HttpRequest request = HttpRequest.of(HttpMethod.GET, path);
        ServiceRequestContext context = ServiceRequestContext.builder(request)
                .remoteAddress(new InetSocketAddress("127.0.0.1", 4711))
                .build();
        Chosen chosen = choice.of(context, false);
        ArgoApiCall call = new ArgoApiCall(EnteredRequest.of(context), request, false);
        return pages.of(call, chosen, tokens, path.substring(chosen.prefix().length()))
                .name();
    }
}
