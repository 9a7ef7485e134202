package io.tiphys.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keyed calls against a model of a server whose answers get lost, over many seeded sequences of faults. */
class KeyedCallTest {
    private static final KeyedCall CREATE = new KeyedCall(Effect.CREATE, "science", "hello");
    private static final Duration TIME = Duration.ofMillis(700);

    /** What happens to a request. */
    private enum Fault {
        NONE,
        CUT_BEFORE,
        CUT_AFTER,
        QUOTA_CONFLICT,
        FAULT_BEFORE,
        FAULT_AFTER,
        UNAVAILABLE
    }

    /** A server with one name, and a call against it. */
    private static final class Model implements KeyedUpstream<String> {
        private final List<Fault> ofSends;
        private final List<Boolean> looksFail;
        private final String call;
        private @Nullable String holder;
        private int created;
        private int sends;
        private int looks;

        Model(String call, @Nullable String holder, List<Fault> ofSends, List<Boolean> looksFail) {
            this.call = call;
            this.holder = holder;
            this.ofSends = ofSends;
            this.looksFail = looksFail;
        }

        @Override
        public Attempt<String> send(Deadline deadline) {
            Fault fault = sends < ofSends.size() ? ofSends.get(sends) : Fault.NONE;
            sends++;
            return switch (fault) {
                case NONE -> create(Optional.empty());
                case CUT_BEFORE -> failed(ErrorReason.OUTCOME_UNKNOWN);
                case CUT_AFTER -> create(Optional.of(ErrorReason.OUTCOME_UNKNOWN));
                case QUOTA_CONFLICT -> failed(ErrorReason.WORKFLOW_CONFLICT);
                case FAULT_BEFORE -> failed(ErrorReason.ARGO_BROKEN);
                case FAULT_AFTER -> create(Optional.of(ErrorReason.ARGO_BROKEN));
                case UNAVAILABLE -> failed(ErrorReason.ARGO_UNAVAILABLE);
            };
        }

        private Attempt<String> create(Optional<ErrorReason> lost) {
            if (holder != null) {
                return failed(lost.orElse(ErrorReason.WORKFLOW_ALREADY_EXISTS));
            }
            holder = call;
            created++;
            return lost.map(Model::failed).orElseGet(() -> new Attempt<>(Sent.DONE, () -> call));
        }

        private static Attempt<String> failed(ErrorReason reason) {
            Problem problem = Problem.of(reason, "It failed.");
            return Attempt.failed(Sent.of(problem), new GatewayException(problem));
        }

        @Override
        public Look<String> look(Deadline deadline) {
            boolean fails = looks < looksFail.size() && looksFail.get(looks);
            looks++;
            if (fails) {
                throw new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "It is away."));
            }
            if (holder == null) {
                return Look.without(Sight.ABSENT);
            }
            return switch (holder) {
                case "foreign" -> Look.without(Sight.FOREIGN);
                case "other" -> Look.other(List.of("/spec/entrypoint"));
                default -> Look.done(holder.equals(call), holder);
            };
        }
    }

    @Test
    void createsOnceAndTellsTheTruthWhateverHappens() throws InterruptedException, ExecutionException {
        Random random = new Random(11);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> rounds = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                List<Fault> faults = new ArrayList<>();
                List<Boolean> looks = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    faults.add(Fault.values()[random.nextInt(Fault.values().length)]);
                    looks.add(random.nextInt(3) == 0);
                }
                List<String> holders = new ArrayList<>(List.of("earlier", "other", "foreign"));
                String holder = random.nextInt(3) > 0 ? null : holders.get(random.nextInt(3));
                rounds.add(threads.submit(() -> check(new Model("this", holder, faults, looks), holder)));
            }
            for (Future<?> round : rounds) {
                round.get();
            }
        }
    }

    private static void check(Model model, @Nullable String before) {
        String what = before + " " + model.ofSends + " " + model.looksFail;
        Optional<ErrorReason> failure = Optional.empty();
        try {
            Done<String> done = CREATE.make(Deadline.after(Duration.ofSeconds(20)), model);
            assertThat(done.replayed()).as(what).isEqualTo("earlier".equals(before));
            assertThat(model.holder).as(what).isEqualTo(done.answer());
        } catch (GatewayException e) {
            failure = Optional.of(e.problem().reason());
        }
        assertThat(model.created).as(what).isEqualTo("this".equals(model.holder) ? 1 : 0);
        failure.ifPresent(reason -> {
            boolean possible = switch (reason) {
                case IDEMPOTENCY_KEY_REUSED -> "other".equals(before);
                case WORKFLOW_ALREADY_EXISTS -> "foreign".equals(before);
                case ARGO_BROKEN -> model.created == 0 && model.holder == null;
                case ARGO_UNAVAILABLE -> model.created == 0;
                default -> false;
            };
            assertThat(possible).as(what + " ended with " + reason).isTrue();
        });
    }

    @Test
    void sendsOnceAndLooksNeverWhenAllGoesWell() {
        Model model = new Model("this", null, List.of(), List.of());

        assertThat(CREATE.make(Deadline.after(TIME), model)).isEqualTo(new Done<>("this", false));
        assertThat(model.sends).isEqualTo(1);
        assertThat(model.looks).isZero();
    }

    @Test
    void saysUnknownOnlyWhenTheServerStaysAwayForTheWholeTime() {
        Model model = new Model("this", null, List.of(Fault.CUT_AFTER), java.util.Collections.nCopies(1000, true));
        long began = System.nanoTime();

        assertThat(reason(model)).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(TIME.dividedBy(3));
        assertThat(model.sends).isEqualTo(1);
        assertThat(model.looks).isGreaterThan(1);
    }

    @Test
    void sendsAgainWhatWasSurelyNotDone() {
        Model model = new Model("this", null, List.of(Fault.CUT_BEFORE, Fault.QUOTA_CONFLICT), List.of());

        assertThat(CREATE.make(Deadline.after(Duration.ofSeconds(5)), model).replayed())
                .isFalse();
        assertThat(model.sends).isEqualTo(3);
    }

    @Test
    void namesTheFieldsThatDiffer() {
        Model model = new Model("this", "other", List.of(), List.of());
        try {
            CREATE.make(Deadline.after(TIME), model);
        } catch (GatewayException e) {
            assertThat(e.problem().violations()).extracting("pointer").containsExactly("/spec/entrypoint");
            assertThat(e.problem().metadata()).isEqualTo(Map.of("namespace", "science", "workflow", "hello"));
            return;
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void tellsWithoutTheRightToLookThatTheNameIsTaken() {
        KeyedUpstream<String> blind = new KeyedUpstream<>() {
            private int sends;

            @Override
            public Attempt<String> send(Deadline deadline) {
                return Model.failed(sends++ == 0 ? ErrorReason.OUTCOME_UNKNOWN : ErrorReason.WORKFLOW_ALREADY_EXISTS);
            }

            @Override
            public Look<String> look(Deadline deadline) {
                return Look.without(Sight.UNREADABLE);
            }
        };

        assertThat(reason(blind)).isEqualTo(ErrorReason.IDEMPOTENCY_RECORD_UNREADABLE);
    }

    private static ErrorReason reason(KeyedUpstream<String> upstream) {
        try {
            CREATE.make(Deadline.after(TIME), upstream);
            throw new AssertionError("it was not refused");
        } catch (GatewayException e) {
            return e.problem().reason();
        }
    }
}
