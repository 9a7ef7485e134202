package io.tiphys.gateway.argo;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.selector.FieldSelector;
import io.tiphys.gateway.argo.selector.LabelSelector;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.name=",
                "metadata.name==",
                "metadata.name=..",
                "metadata.name=a/b",
                "metadata.name=A",
                "metadata.name=%2e",
                "metadata.name=.",
                "metadata.name=@newest"
            })
    void refusesTheWatchOfANameThatNoWorkflowCanHave(String selector) {
        var problem = problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> WatchFilter.of(new WatchSelection(
                        Optional.empty(), Optional.of(selector), Optional.empty(), Optional.empty())));

        assertThat(problem.detail()).contains("fieldSelector").contains("metadata.name");
    }

    @Test
    void boundsWhatAReaderSays() {
        problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> new WatchSelection(
                        Optional.of("a".repeat(16_385)), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static final Map<String, String> LABELS =
            Map.of("phase", "Running", "tiphys.io/team", "blue", "empty", "", "number", "7");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "phase=Running | true",
                "phase==Running | true",
                "phase = Running | true",
                "phase=Failed | false",
                "none=x | false",
                "phase!=Running | false",
                "phase!=Failed | true",
                "none!=x | true",
                "phase in (Running,Failed) | true",
                "phase in ( Failed , Error ) | false",
                "phase notin (Failed) | true",
                "phase notin (Running) | false",
                "none notin (a) | true",
                "none in (a) | false",
                "phase | true",
                "none | false",
                "!none | true",
                "! none | true",
                "!phase | false",
                "empty= | true",
                "empty in (,x) | true",
                "empty in () | true",
                "empty notin () | false",
                "empty in ( ) | true",
                "phase in () | false",
                "phase notin () | true",
                "none in () | false",
                "none notin () | true",
                "phase= | false",
                "number>6 | true",
                "number>7 | false",
                "number<8 | true",
                "phase>1 | false",
                "in in (x) | false",
                "tiphys.io/team=blue,phase=Running | true",
                "tiphys.io/team=blue,phase=Failed | false",
                "tiphys.io/team in (blue),!none,phase notin (Failed,Error) | true",
                " | true"
            })
    void matchesLabelsAsKubernetesDoes(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector == null ? "" : selector).matches(LABELS))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phase in",
                "phase in (a",
                "phase in a",
                "=x",
                "a=b c",
                "a,,b",
                "a,",
                "!",
                "!a=b",
                "a==b=c",
                "-a=b",
                "a=-b",
                "a/b/c=d",
                "A.b/=c",
                "a>x",
                "a ! b"
            })
    void refusesWhatIsNoLabelSelector(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata.name=one | true",
                "metadata.name==one | true",
                "metadata.name!=one | false",
                "metadata.name=two | false",
                "metadata.name!=two | true",
                "metadata.namespace=science | true",
                "metadata.namespace!=science | false",
                "metadata.namespace=science,metadata.name=one | true",
                "metadata.namespace=science,metadata.name=two | false",
                ",metadata.name=one, | true"
            })
    void matchesFieldsAsKubernetesDoes(String selector, boolean matches) {
        assertThat(FieldSelector.parse(selector).matches("science", "one")).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status.phase=Running", "metadata.name", "=x", "metadata.name=a=b", "metadata.name=a\\b"})
    void refusesWhatIsNoFieldSelectorForWorkflows(String selector) {
        assertThatThrownBy(() -> FieldSelector.parse(selector)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsTheOnlyNameThatCanMatch() {
        assertThat(FieldSelector.parse("metadata.namespace=a,metadata.name=one").name())
                .contains("one");
        assertThat(FieldSelector.parse("metadata.name!=one").name()).isEmpty();
    }

    @Test
    void tellsTheCallerWhichParameterCannotBeUsed() {
        var selection = new WatchSelection(Optional.of("a in"), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(problemOf(ErrorReason.REQUEST_INVALID, () -> WatchFilter.of(selection))
                        .violations()
                        .getFirst()
                        .pointer())
                .isEqualTo("labelSelector");
        problemOf(ErrorReason.REQUEST_INVALID, () -> WatchFilter.version("abc"));
    }
}
