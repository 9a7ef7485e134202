package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.validation.requirement.template.Count;
import org.jspecify.annotations.Nullable;

/**
 * A number that may be known only to lie in a range, because some of it comes to light while the workflow runs.
 *
 * @param least it is at least this
 * @param most it is at most this; absent when nothing bounds it
 */
@Schema(
        name = "NumberRange",
        requiredProperties = {"least"})
public record NumberRange(long least, @Nullable Long most) {

    static NumberRange of(Count count) {
        return new NumberRange(
                count.leastWhole(),
                count.mostWhole().isPresent() ? count.mostWhole().getAsLong() : null);
    }

    static NumberRange ofThousandths(Count count) {
        return of(count.times(Count.exactly(1000)));
    }
}
