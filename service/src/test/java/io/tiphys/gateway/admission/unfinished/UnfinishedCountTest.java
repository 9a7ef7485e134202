package io.tiphys.gateway.admission.unfinished;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.admission.unfinished.UnfinishedCount.Verdict;
import io.tiphys.gateway.environment.AdmissionLimits.MaxUnfinished;
import io.tiphys.gateway.fakes.TestTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnfinishedCountTest {
    private static final String ADA = "ada";
    private static final String BOB = "bob";
    private static final String ID = "tiphys.io/submission-id";

    private final TestTime time = new TestTime();
    private final UnfinishedCount count = new UnfinishedCount(time);

    @Test
    void countsWhatTheWatchShowsAndWhatItDoesNotShowYet() {
        count.present("a", Map.of(CallerLabel.KEY, ADA));
        Slot second = take(BOB, trace("2"), 2, 0).slot().orElseThrow();
        second.created();

        assertThat(count.total()).isEqualTo(2);
        Verdict full = take(ADA, trace("3"), 2, 0);
        assertThat(full.slot()).isEmpty();
        assertThat(full.reached()).hasValueSatisfying(reached -> {
            assertThat(reached.ofCaller()).isFalse();
            assertThat(reached.count()).isEqualTo(2);
            assertThat(reached.limit()).isEqualTo(2);
        });
    }

    @Test
    void countsAWorkflowOnceHoweverOftenTheWatchShowsIt() {
        Slot slot = take(ADA, trace("1"), 0, 9).slot().orElseThrow();
        Map<String, String> labels = Map.of(ID, "1", CallerLabel.KEY, ADA);
        count.present("a", labels);
        count.present("a", labels);
        slot.created();

        assertThat(count.total()).isEqualTo(1);
        assertThat(take(ADA, trace("2"), 0, 1).reached())
                .hasValueSatisfying(reached -> assertThat(reached.count()).isEqualTo(1));
    }

    @Test
    void limitsACallerWithoutLimitingTheOthers() {
        count.present("a", Map.of(CallerLabel.KEY, ADA));
        count.present("b", Map.of());

        assertThat(take(ADA, trace("1"), 9, 1).reached())
                .hasValueSatisfying(reached -> assertThat(reached.ofCaller()).isTrue());
        assertThat(take(BOB, trace("2"), 9, 1).slot()).isPresent();
    }

    @Test
    void freesThePlaceOfAFinishedWorkflowAndOfARefusedCreation() {
        count.present("a", Map.of(CallerLabel.KEY, ADA));
        Slot refused = take(ADA, trace("1"), 2, 0).slot().orElseThrow();

        refused.notCreated();
        refused.notCreated();
        refused.created();
        count.gone("a");
        count.gone("a");

        assertThat(count.total()).isZero();
        assertThat(take(ADA, trace("2"), 0, 1).slot()).isPresent();
    }

    @Test
    void holdsThePlaceOfAWorkflowThatTheWatchNeverShowsForABoundedTime() {
        take(ADA, trace("1"), 1, 0).slot().orElseThrow().created();
        Slot running = take(ADA, trace("2"), 2, 0).slot().orElseThrow();

        time.advance(UnfinishedCount.HELD.minusMillis(1));
        assertThat(take(ADA, trace("3"), 2, 0).slot()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(take(ADA, trace("4"), 2, 0).slot()).isPresent();

        assertThat(count.total())
                .as("the creation that is under way still counts")
                .isEqualTo(2);
        running.notCreated();
        assertThat(count.total()).isEqualTo(1);
    }

    @Test
    void recognizesRetriesByNameAndResubmissionsByTheirOrigin() {
        take(ADA, CreationTrace.named("old"), 0, 9).slot().orElseThrow().created();
        take(ADA, CreationTrace.copyOf("old"), 0, 9).slot().orElseThrow().created();
        take(ADA, CreationTrace.copyOf("old"), 0, 9).slot().orElseThrow().created();
        assertThat(count.total()).isEqualTo(3);

        count.present("old", Map.of());
        count.present("copy", Map.of("workflows.argoproj.io/resubmitted-from-workflow", "old"));

        assertThat(count.total()).as("one copy is not shown yet").isEqualTo(3);
        assertThat(take(ADA, CreationTrace.named("old"), 0, 9).slot()).contains(Slot.NONE);
        assertThat(count.total()).as("a retry of what runs adds nothing").isEqualTo(3);
    }

    @Test
    void estimatesTheWaitFromThePaceAtWhichWorkflowsFinish() {
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            count.present(name, Map.of(CallerLabel.KEY, name.equals("e") ? ADA : BOB));
        }
        assertThat(take(BOB, trace("1"), 5, 0).reached())
                .hasValueSatisfying(reached -> assertThat(reached.estimate()).isEmpty());
        count.gone("a");
        time.advance(Duration.ofSeconds(10));
        count.gone("b");
        time.advance(Duration.ofSeconds(10));

        assertThat(take(BOB, trace("2"), 3, 0).reached())
                .hasValueSatisfying(reached -> assertThat(reached.estimate()).contains(Duration.ofSeconds(10)));
        assertThat(take(ADA, trace("3"), 0, 1).reached())
                .as("one of three workflows is Ada's")
                .hasValueSatisfying(reached -> assertThat(reached.estimate()).contains(Duration.ofSeconds(30)));
    }

    private Verdict take(String caller, CreationTrace trace, int ofNamespace, int ofCaller) {
        return count.take(caller, trace, new MaxUnfinished(ofNamespace, ofCaller));
    }

    private static CreationTrace trace(String submissionId) {
        return new CreationTrace(ID, submissionId);
    }
}
