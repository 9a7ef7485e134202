package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes a keyed call once: sends the call, and resolves an unclear outcome by looking at its object until the deadline. A
 * successful first attempt needs no look. Immutable; blocks its thread.
 *
 * @param effect the effect of the call
 * @param namespace the namespace of its workflow
 * @param workflow the name of the workflow that the call creates or changes
 */
public record KeyedCall(Effect effect, String namespace, String workflow) {
    /** The time that an attempt reserves for looks: a third of the remaining time, and at most this. */
    private static final Duration MOST_RESERVED = Duration.ofSeconds(5);

    private static final int RESERVED_PART = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    public KeyedCall {
        Objects.requireNonNull(effect);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(workflow);
    }

    /**
     * The result of a completed call.
     *
     * @param answer its answer
     * @param replayed whether an earlier call with the same key made the effect
     */
    public record Done<A>(A answer, boolean replayed) {}

    /**
     * Makes the call.
     *
     * @throws GatewayException with IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_RECORD_UNREADABLE, WORKFLOW_ALREADY_EXISTS,
     *     OUTCOME_UNKNOWN when the Argo Server did not answer before the deadline, CANCELLED, or the failure of an attempt
     *     that certainly had no effect
     */
    public <A> Done<A> make(Deadline deadline, KeyedUpstream<A> upstream) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Attempt<A> attempt = upstream.send(shorter(deadline));
            switch (OutcomeDecision.afterSending(true, effect, attempt.sent())) {
                case ANSWER -> {
                    return new Done<>(attempt.end().get(), false);
                }
                case LOOK -> {
                    Look<A> look = look(deadline, upstream, attempt.sent());
                    if (OutcomeDecision.afterLooking(attempt.sent(), look.sight()) != OutcomeDecision.Next.SEND_AGAIN) {
                        return end(attempt, look);
                    }
                }
                default -> {}
            }
            if (!pause(pause, deadline)) {
                return outOfTime(attempt);
            }
            pause = longer(pause);
        }
    }

    private <A> Done<A> outOfTime(Attempt<A> attempt) {
        if (attempt.sent() == Sent.UNKNOWN) {
            throw KeyedProblems.unknown(namespace, workflow);
        }
        return new Done<>(attempt.end().get(), false);
    }

    private <A> Done<A> end(Attempt<A> attempt, Look<A> look) {
        return switch (OutcomeDecision.afterLooking(attempt.sent(), look.sight())) {
            case ANSWER -> new Done<>(attempt.end().get(), false);
            case CREATED -> new Done<>(look.answer().orElseThrow(), false);
            case REPLAY -> new Done<>(look.answer().orElseThrow(), true);
            case REUSED -> throw KeyedProblems.reused(namespace, workflow, look.differences());
            case TAKEN -> throw KeyedProblems.taken(namespace, workflow);
            case UNREADABLE -> throw KeyedProblems.unreadable(namespace, workflow);
            case LOOK, LOOK_AGAIN, SEND_AGAIN -> throw KeyedProblems.unknown(namespace, workflow);
        };
    }

    /** Looks until there is a result or no time left. */
    private <A> Look<A> look(Deadline deadline, KeyedUpstream<A> upstream, Sent sent) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Look<A> look = deadline.passed() ? Look.without(Sight.AWAY) : lookOnce(deadline, upstream);
            boolean again = OutcomeDecision.afterLooking(sent, look.sight()) == OutcomeDecision.Next.LOOK_AGAIN;
            if (!again || !pause(pause, deadline)) {
                return look;
            }
            pause = longer(pause);
        }
    }

    private static <A> Look<A> lookOnce(Deadline deadline, KeyedUpstream<A> upstream) {
        try {
            return upstream.look(shorter(deadline));
        } catch (GatewayException e) {
            if (e.problem().reason() == ErrorReason.CANCELLED) {
                throw e;
            }
            return Look.without(Sight.AWAY);
        }
    }

    private static Deadline shorter(Deadline deadline) {
        return deadline.reserving(RESERVED_PART, MOST_RESERVED);
    }

    /** Waits; returns whether time is left. */
    private static boolean pause(Duration time, Deadline deadline) {
        if (deadline.remaining().compareTo(time) <= 0) {
            return false;
        }
        deadline.await(
                new CompletableFuture<>().completeOnTimeout(Boolean.TRUE, time.toMillis(), TimeUnit.MILLISECONDS));
        return true;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
