package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.requirement.template.Count;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The number of simultaneous pods that mount a claim.
 *
 * @param byVolume the number of pods, by mounted volume
 */
public record FanOut(Map<Volume, Count> byVolume) {
    static final FanOut NONE = new FanOut(Map.of());

    /** A volume that pods share. */
    sealed interface Volume {
        String name();
    }

    /** An existing claim. */
    record Claim(String name) implements Volume {}

    /** A claim that Argo creates from the template with this name. */
    record Template(String name) implements Volume {}

    public FanOut {
        byVolume = Map.copyOf(byVolume);
    }

    /** The numbers of existing claims, by name. */
    public Map<String, Count> byClaim() {
        return of(Claim.class);
    }

    /** The numbers of claims that Argo creates, by the name of the template. */
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
