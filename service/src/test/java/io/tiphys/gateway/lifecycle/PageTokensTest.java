package io.tiphys.gateway.lifecycle;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokensTest {
    private final PageTokens tokens = tokens("lab", "science", "a=b", "x");

    @ParameterizedTest
    @ValueSource(strings = {"50", "", "with blank", "eyJ2IjoxfQ==", "ümläut"})
    void opensWhatItSealed(String upstream) {
        String sealed = tokens.seal(upstream);

        assertThat(sealed).matches("[-_A-Za-z0-9]+");
        assertThat(tokens("lab", "science", "a=b", "x").open(sealed)).isEqualTo(upstream);
    }

    @Test
    void refusesATokenOfAnotherListing() {
        String sealed = tokens.seal("50");

        refuses(tokens("other", "science", "a=b", "x"), sealed);
        refuses(tokens("lab", "other", "a=b", "x"), sealed);
        refuses(tokens("lab", "science", "a=c", "x"), sealed);
        refuses(tokens("lab", "science", "a=b", "y"), sealed);
        refuses(
                new PageTokens(
                        "lab",
                        new Namespace("science"),
                        new ListQuery(Optional.empty(), Optional.of("x"), 50, Optional.empty())),
                sealed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "!", "====", "IDUw", "\u0000"})
    void refusesWhatIsNoToken(String token) {
        refuses(tokens, token);
    }

    private static void refuses(PageTokens tokens, String token) {
        assertThat(problemOf(ErrorReason.REQUEST_INVALID, () -> tokens.open(token))
                        .violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("pageToken"));
    }

    private static PageTokens tokens(String environment, String namespace, String selector, String prefix) {
        return new PageTokens(
                environment,
                new Namespace(namespace),
                new ListQuery(Optional.of(selector), Optional.of(prefix), 50, Optional.empty()));
    }
}
