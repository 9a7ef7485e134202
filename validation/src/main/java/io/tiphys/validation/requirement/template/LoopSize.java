package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number of repetitions of a step or task by {@code withItems}, {@code withParam} or {@code withSequence}. */
final class LoopSize {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private LoopSize() {}

    static Count of(ManifestObject step, WorkflowArguments arguments) {
        Optional<ManifestArray> items = step.array("withItems");
        if (items.isPresent()) {
            return Count.exactly(items.get().elements().size());
        }
        Optional<ManifestObject> sequence = step.object("withSequence");
        if (sequence.isPresent()) {
            return ofSequence(sequence.get(), arguments);
        }
        return step.string("withParam")
                .map(parameter -> ofParameter(parameter, arguments))
                .orElse(Count.ONE);
    }

    private static Count ofParameter(String parameter, WorkflowArguments arguments) {
        return arguments
                .fillIn(parameter)
                .flatMap(JsonLists::sizeOf)
                .map(Count::exactly)
                .orElse(Count.UNKNOWN);
    }

    /** From start to end, inclusive, in either direction; or {@code count}. */
    private static Count ofSequence(ManifestObject sequence, WorkflowArguments arguments) {
        if (sequence.get("count").isPresent()) {
            return number(sequence, "count", arguments)
                    .map(count -> Count.exactly(Math.max(0, count.longValue())))
                    .orElse(Count.UNKNOWN);
        }
        Optional<BigInteger> start =
                sequence.get("start").isPresent() ? number(sequence, "start", arguments) : Optional.of(BigInteger.ZERO);
        Optional<BigInteger> end = number(sequence, "end", arguments);
        return start.flatMap(from -> end.map(
                        to -> to.subtract(from).abs().add(BigInteger.ONE).longValue()))
                .map(Count::exactly)
                .orElse(Count.UNKNOWN);
    }

    private static Optional<BigInteger> number(ManifestObject sequence, String field, WorkflowArguments arguments) {
        return sequence.get(field)
                .filter(ManifestScalar.class::isInstance)
                .flatMap(node -> arguments.fillIn(((ManifestScalar) node).text()))
                .map(String::strip)
                .filter(text -> WHOLE.matcher(text).matches())
                .map(BigInteger::new);
    }
}
