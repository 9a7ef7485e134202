package io.tiphys.gateway.lifecycle;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListWorkflowsTest {
    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.direct("lab", TestEnvironments.wideLimits()), new TestTime());
    private final CallContext ada;

    ListWorkflowsTest() {
        core.tokens.knows("adas", "ada");
        ada = core.callContext("adas");
        core.argo.holds(FakeArgo.workflow("one", "Running", "1")).holds(FakeArgo.workflow("two", "Running", "2"));
    }

    @Test
    void readsPageAfterPageWithTokensThatAreItsOwn() {
        WorkflowPage first = list(1, Optional.empty());
        assertThat(first.workflows()).hasSize(1);
        assertThat(first.next()).isPresent().get().isNotEqualTo("more");

        list(1, first.next());

        assertThat(core.argo.arguments.getLast())
                .isEqualTo(new ListQuery(Optional.empty(), Optional.empty(), 1, Optional.of("more")));
    }

    @Test
    void endsWithAPageWithoutAToken() {
        assertThat(list(50, Optional.empty()).next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 501, Integer.MAX_VALUE})
    void refusesAPageSizeThatCannotBe(int size) {
        problemOf(ErrorReason.REQUEST_INVALID, () -> list(size, Optional.empty()));

        assertThat(core.argo.asked).isEmpty();
    }

    @Test
    void refusesATokenOfAnotherListingBeforeAskingAnybody() {
        Optional<String> token = list(1, Optional.empty()).next();
        core.argo.asked.clear();
        var other = new ListQuery(Optional.of("a=b"), Optional.empty(), 1, token);

        problemOf(ErrorReason.REQUEST_INVALID, () -> core.listWorkflows.list(ada, Optional.empty(), other));

        assertThat(core.argo.asked).isEmpty();
    }

    @Test
    void aTokenOfTheDefaultNamespaceIsGoodForThatNamespaceByName() {
        Optional<String> token = list(1, Optional.empty()).next();
        var query = new ListQuery(Optional.empty(), Optional.empty(), 1, token);

        core.listWorkflows.list(ada, Optional.of(new Namespace("science")), query);

        assertThat(core.argo.asked).containsExactly("list science/", "list science/");
    }

    @Test
    void needsTheRightToList() {
        core.rights.decide(check -> new Denied("no"));

        problemOf(ErrorReason.ACCESS_DENIED, () -> list(50, Optional.empty()));

        assertThat(core.rights.asked).extracting(check -> check.verb()).containsExactly("list");
        assertThat(core.argo.asked).isEmpty();
    }

    private WorkflowPage list(int size, Optional<String> token) {
        return core.listWorkflows.list(
                ada, Optional.empty(), new ListQuery(Optional.empty(), Optional.empty(), size, token));
    }
}
