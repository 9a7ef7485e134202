package io.tiphys.gateway.lifecycle.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.workflow.WorkflowName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchQueryTest {
    private static final WatchQuery QUERY =
            new WatchQuery(Optional.of(new WorkflowName("one")), Optional.of("a=b"), Optional.of("7"));

    @Test
    void canStartAnew() {
        assertThat(QUERY.fromNow()).isEqualTo(new WatchQuery(QUERY.name(), QUERY.labelSelector(), Optional.empty()));
    }

    @Test
    void saysTheSameInTheArgoServersWords() {
        assertThat(QUERY.selection())
                .isEqualTo(new WatchSelection(
                        Optional.of("a=b"), Optional.of("metadata.name=one"), Optional.empty(), Optional.of("7")));
    }

    @Test
    void anEmptyWordAndVersionZeroSayNothing() {
        assertThat(new WatchSelection(Optional.of(""), Optional.of(""), Optional.of(""), Optional.of("0")))
                .isEqualTo(WatchSelection.ALL);
    }
}
