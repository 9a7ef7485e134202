package io.tiphys.validation.requirement.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A number, or the range that contains it. Exact arithmetic; never negative.
 *
 * @param least the minimum
 * @param most the maximum; empty for an unbounded number
 */
public record Count(BigDecimal least, Optional<BigDecimal> most) {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Zero. */
    public static final Count NONE = exactly(BigDecimal.ZERO);

    /** One. */
    public static final Count ONE = exactly(BigDecimal.ONE);

    /** Any number. */
    public static final Count UNKNOWN = new Count(BigDecimal.ZERO, Optional.empty());

    public Count {
        Objects.requireNonNull(least);
        Objects.requireNonNull(most);
    }

    /** This number and no other. */
    public static Count exactly(BigDecimal number) {
        return new Count(number, Optional.of(number));
    }

    /** This number and no other. */
    public static Count exactly(long number) {
        return exactly(BigDecimal.valueOf(number));
    }

    /** The sum. */
    public Count plus(Count other) {
        return new Count(least.add(other.least), most.flatMap(one -> other.most.map(one::add)));
    }

    /** The product; zero times anything is zero. */
    public Count times(Count other) {
        if (isNone() || other.isNone()) {
            return NONE;
        }
        return new Count(least.multiply(other.least), most.flatMap(one -> other.most.map(one::multiply)));
    }

    /** The larger one. */
    public Count max(Count other) {
        return new Count(least.max(other.least), most.flatMap(one -> other.most.map(one::max)));
    }

    /** This number, or zero. */
    public Count orNone() {
        return new Count(BigDecimal.ZERO, most);
    }

    /** This number, but at most a limit. */
    public Count atMost(long limit) {
        BigDecimal bound = BigDecimal.valueOf(limit);
        return new Count(least.min(bound), Optional.of(most.map(bound::min).orElse(bound)));
    }

    /** Whether it may exceed one. */
    public boolean maybeSeveral() {
        return most.map(bound -> bound.compareTo(BigDecimal.ONE) > 0).orElse(true);
    }

    /** Whether it is certainly zero. */
    public boolean isNone() {
        return most.filter(bound -> bound.signum() == 0).isPresent();
    }

    /** {@link #least} rounded up; {@link Long#MAX_VALUE} for larger ones. */
    public long leastWhole() {
        return whole(least);
    }

    /** {@link #most} rounded up; {@link Long#MAX_VALUE} for larger ones. */
    public OptionalLong mostWhole() {
        return most.map(bound -> OptionalLong.of(whole(bound))).orElse(OptionalLong.empty());
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.CEILING).min(LARGEST).longValueExact();
    }
}
