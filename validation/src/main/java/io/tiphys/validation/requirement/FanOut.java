package io.tiphys.validation.requirement;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * How many pods that mount a claim may run at the same time.
 *
 * @param byVolume the number of pods, by what they mount
 */
record FanOut(Map<Volume, Count> byVolume) {
    static final FanOut NONE = new FanOut(Map.of());

    /** What pods share. */
    sealed interface Volume {
        String name();
    }

    /** A claim that exists. */
    record Claim(String name) implements Volume {}

    /** A claim that Argo makes from a template of this name. */
    record Template(String name) implements Volume {}

    FanOut {
        byVolume = Map.copyOf(byVolume);
    }

    /** Of claims that exist, by their names. */
    Map<String, Count> byClaim() {
        return of(Claim.class);
    }

    /** Of claims that Argo makes, by the names of their templates. */
    Map<String, Count> byTemplate() {
        return of(Template.class);
    }

    private Map<String, Count> of(Class<? extends Volume> kind) {
        return byVolume.entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getKey()))
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    FanOut repeated(Count times) {
        Map<Volume, Count> result = new HashMap<>();
        byVolume.forEach((volume, count) -> result.put(volume, count.times(times)));
        return new FanOut(result);
    }

    FanOut combined(FanOut other, BinaryOperator<Count> how) {
        Map<Volume, Count> result = new HashMap<>(byVolume);
        other.byVolume.forEach((volume, count) -> result.merge(volume, count, how));
        return new FanOut(result);
    }

    FanOut atMost(long limit) {
        Map<Volume, Count> result = new HashMap<>();
        byVolume.forEach((volume, count) -> result.put(volume, count.atMost(limit)));
        return new FanOut(result);
    }
}
