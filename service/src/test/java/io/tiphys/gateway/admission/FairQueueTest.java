package io.tiphys.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tiphys.gateway.admission.FairQueue.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FairQueueTest {
    private static final int MANY = 10_000;

    private final AtomicInteger limit = new AtomicInteger(1);
    private final FairQueue queue = new FairQueue(limit::get, MANY, MANY);

    @Test
    void givesATurnAtOnceBelowTheLimit() {
        limit.set(3);
        assertThat(List.of(enter("a"), enter("a"), enter("b"))).allMatch(Turn::hasCome);
        assertThat(enter("b").hasCome()).isFalse();
    }

    @Test
    void letsASmallFlowPassALongOne() {
        Turn current = enter("greedy");
        List<Turn> greedy = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            greedy.add(enter("greedy"));
        }
        Turn small = enter("small");
        assertThat(small.position()).isLessThanOrEqualTo(1);
        current.close();
        greedy.getFirst().close();
        assertThat(small.hasCome()).isTrue();
    }

    /** In each round a turn ends, and its flow asks again: all flows always have waiting uses. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void dividesTheTurnsByTheWeights(int concurrent) {
        limit.set(concurrent);
        Map<String, Integer> weights = Map.of("a", 1, "b", 2, "c", 5);
        Map<Turn, String> open = new HashMap<>();
        weights.forEach((flow, weight) -> {
            for (int i = 0; i < 20; i++) {
                open.put(queue.enter(flow, weight).orElseThrow(), flow);
            }
        });
        Map<String, Integer> served = new TreeMap<>();
        for (int i = 0; i < 8_000; i++) {
            Map.Entry<Turn, String> ended = open.entrySet().stream()
                    .filter(entry -> entry.getKey().hasCome())
                    .findFirst()
                    .orElseThrow();
            String flow = ended.getValue();
            int weight = weights.getOrDefault(flow, 0);
            served.merge(flow, 1, Integer::sum);
            open.remove(ended.getKey());
            ended.getKey().close();
            open.put(queue.enter(flow, weight).orElseThrow(), flow);
        }
        assertThat(served.get("a")).isCloseTo(1_000, within(20));
        assertThat(served.get("b")).isCloseTo(2_000, within(20));
        assertThat(served.get("c")).isCloseTo(5_000, within(20));
    }

    @Test
    void savesNoTurnsForAFlowThatWasAway() {
        enter("steady").close();
        Turn current = enter("steady");
        for (int i = 0; i < 500; i++) { // half of the turns pass while the other flow is away
            Turn next = enter("steady");
            current.close();
            current = next;
        }
        Turn waiting = enter("steady");
        Turn first = enter("returned");
        Turn second = enter("returned");
        current.close();
        Turn earlier = waiting.hasCome() ? waiting : first;
        earlier.close();
        assertThat(waiting.hasCome() && first.hasCome()).isTrue();
        assertThat(second.hasCome()).isFalse();
    }

    @Test
    void costsAFlowNothingToGiveUp() {
        Turn current = enter("other");
        List<Turn> given = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            given.add(enter("impatient"));
        }
        given.forEach(Turn::close);
        Turn later = enter("impatient");
        Turn other = enter("other");
        current.close();
        Turn next = later.hasCome() ? later : other;
        next.close();
        assertThat(later.hasCome()).isTrue();
    }

    @Test
    void boundsTheWaitingUsesOfAllAndOfEachFlow() {
        FairQueue small = new FairQueue(limit::get, 5, 3);
        assertThat(small.enter("a", 1)).isPresent(); // has its turn
        for (int i = 0; i < 3; i++) {
            assertThat(small.enter("a", 1)).isPresent();
        }
        assertThat(small.enter("a", 1)).isEmpty();
        assertThat(small.enter("b", 1)).isPresent();
        Optional<Turn> last = small.enter("c", 1);
        assertThat(last).isPresent();
        assertThat(small.enter("d", 1)).isEmpty();
        last.orElseThrow().close();
        assertThat(small.enter("d", 1)).isPresent();
    }

    @Test
    void usesALimitThatHasGrown() {
        Turn current = enter("a");
        Turn second = enter("a");
        Turn third = enter("a");
        limit.set(3);
        current.close();
        assertThat(second.hasCome()).isTrue();
        assertThat(third.hasCome()).isTrue();
    }

    @Test
    void waitsForATurnInTimeAndNoLonger() throws InterruptedException {
        Turn current = enter("a");
        Turn next = enter("a");
        assertThat(next.await(Duration.ofMillis(1))).isFalse();
        Thread.ofVirtual().start(current::close);
        assertThat(next.await(Duration.ofSeconds(30))).isTrue();
    }

    /** Random arrivals, ends and departures: never more uses than the limit, nobody is forgotten, positions are right. */
    @Test
    void keepsItsPromisesInRandomOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Turn> open = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            limit.set(1 + random.nextInt(5));
            if (open.isEmpty() || random.nextInt(100) < 52) {
                open.add(queue.enter("f" + random.nextInt(6), 1 + random.nextInt(4))
                        .orElseThrow());
            } else {
                open.remove(random.nextInt(open.size())).close();
            }
            long served = open.stream().filter(Turn::hasCome).count();
            assertThat(queue.inUse()).as("seed %s", seed).isEqualTo((int) served);
            assertThat(queue.waiting()).as("seed %s", seed).isEqualTo(open.size() - (int) served);
            assertThat(open).as("seed %s", seed).allMatch(turn -> turn.position() < open.size());
        }
        open.forEach(Turn::close);
        assertThat(queue.inUse() + queue.waiting()).isZero();
    }

    private Turn enter(String flow) {
        return queue.enter(flow, 1).orElseThrow();
    }
}
