package io.tiphys.gateway.argo.client.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Verdict;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over all kinds of ends and all of whose doing they can be. */
class UpstreamEndTest {
    /** What only an Argo Server, or what is between, can do. */
    private static final Set<Event> FAULTS = EnumSet.of(
            Event.UNAVAILABLE_ANSWERED,
            Event.TIMEOUT_ANSWERED,
            Event.NO_CONNECTION,
            Event.CONNECTION_BROKEN,
            Event.TIME_UP);

    private static final Set<Event> BY_CALLERS_TIME = EnumSet.of(Event.TIMEOUT_ANSWERED, Event.TIME_UP);

    static Stream<UpstreamEnd> ends() {
        return Stream.of(Event.values())
                .flatMap(event ->
                        Stream.of(0, 1, 2, 3).map(blame -> new UpstreamEnd(event, (blame & 1) != 0, (blame & 2) != 0)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void countsAgainstTheArgoServerWhatItDidAndNothingThatACallerCanBringAbout(UpstreamEnd end) {
        boolean excused = end.callersTime() && BY_CALLERS_TIME.contains(end.event())
                || end.callersDoing() && end.event() != Event.UNAVAILABLE_ANSWERED;

        assertThat(end.verdict() == Verdict.FAILED).isEqualTo(FAULTS.contains(end.event()) && !excused);
        assertThat(end.verdict() == Verdict.HEALTHY)
                .isEqualTo(end.event() == Event.ANSWERED || end.event() == Event.FAULT_ANSWERED);
    }

    static Stream<Integer> statuses() {
        return Stream.iterate(200, status -> status < 600, status -> status + 1);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void aStatusThatAWrongRequestCanBringAboutTellsOfALivingServer(int status) {
        Verdict verdict = UpstreamEnd.of(UpstreamEnd.answer(status, -1)).verdict();

        assertThat(verdict).isEqualTo(Set.of(408, 502, 503, 504).contains(status) ? Verdict.FAILED : Verdict.HEALTHY);
    }

    static Stream<Integer> codes() {
        return Stream.iterate(0, code -> code < 17, code -> code + 1);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aCodeThatAWrongRequestCanBringAboutTellsOfALivingServer(int code) {
        Verdict verdict = UpstreamEnd.of(UpstreamEnd.answer(200, code)).verdict();

        assertThat(verdict).isEqualTo(Set.of(1, 4, 14).contains(code) ? Verdict.FAILED : Verdict.HEALTHY);
    }
}
