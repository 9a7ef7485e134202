package io.tiphys.gateway.idempotency.key;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.idempotency.document.KeyRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\tb", "\u0000", "a\u007f", "caf\u00e9", " a", "a ", "\u202e"})
    void refusesWhatIsNoKeyAndSaysWhere(String text) {
        Problem problem = problemOf(ErrorReason.REQUEST_INVALID, () -> IdempotencyKey.of("request_id", text));

        assertThat(problem.violations()).extracting(Violation::pointer).containsExactly("request_id");
        assertThat(problem.violations()).extracting(Violation::rule).containsExactly("idempotency-key");
    }

    @Test
    void takes255BytesAndNoMore() {
        assertThat(IdempotencyKey.of("x", "k".repeat(255)).value()).hasSize(255);
        problemOf(ErrorReason.REQUEST_INVALID, () -> IdempotencyKey.of("x", "k".repeat(256)));
    }

    @Test
    void takesAQuotedHeaderForTheSameKeyAsABareOne() {
        assertThat(IdempotencyKey.ofHeader("h", "\"8e03978e\"")).isEqualTo(IdempotencyKey.ofHeader("h", "8e03978e"));
        assertThat(IdempotencyKey.ofHeader("h", "\"a\\\"b\\\\c\"").value()).isEqualTo("a\"b\\c");
        problemOf(ErrorReason.REQUEST_INVALID, () -> IdempotencyKey.ofHeader("h", "\"\""));
    }

    @Test
    void neverPrintsTheKey() {
        assertThat(IdempotencyKey.of("x", "secret").toString()).doesNotContain("secret");
        Problem problem = problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> GivenKeys.NONE
                        .withHeader(List.of("secret"))
                        .with("request_id", Optional.of("other"))
                        .agreed());
        assertThat(problem.toString()).doesNotContain("secret").doesNotContain("other\"");
    }

    @Test
    void agreesOnOneKeyHoweverOftenItIsGiven() {
        GivenKeys keys = GivenKeys.NONE
                .withHeader(List.of("\"k\""))
                .with("request_id", Optional.of("k"))
                .with(KeyRecord.KEY_POINTER, Optional.of("k"));

        assertThat(keys.agreed()).contains(IdempotencyKey.of("x", "k"));
        assertThat(GivenKeys.NONE.agreed()).isEmpty();
    }

    @Test
    void refusesTwoKeysThatDifferAndNamesBothPlaces() {
        GivenKeys keys = GivenKeys.NONE.withHeader(List.of("a")).with(KeyRecord.KEY_POINTER, Optional.of("b"));

        Problem problem = problemOf(ErrorReason.REQUEST_INVALID, keys::agreed);

        assertThat(problem.violations())
                .extracting(Violation::pointer)
                .containsExactly("Idempotency-Key", KeyRecord.KEY_POINTER);
    }

    @Test
    void refusesARepeatedHeaderEvenWithTheSameKey() {
        problemOf(ErrorReason.REQUEST_INVALID, () -> GivenKeys.NONE.withHeader(List.of("a", "a")));
    }

    @Test
    void refusesAKeyWhereNoneCounts() {
        GivenKeys.NONE.requireNone("None.");
        problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> GivenKeys.NONE.withHeader(List.of("a")).requireNone("None."));
    }
}
