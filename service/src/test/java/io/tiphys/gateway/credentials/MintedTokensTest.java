package io.tiphys.gateway.credentials;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static io.tiphys.gateway.fakes.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.MintedTokens.Key;
import io.tiphys.gateway.credentials.TokenMinter.AccountKey;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.FakeTokenMinter;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MintedTokensTest {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Key KEY = key("lab", "science", "submitter", List.of());

    private final TestTime time = new TestTime();
    private final FakeTokenMinter minter = new FakeTokenMinter(time);
    private final MintedTokens tokens = new MintedTokens(minter, time);

    @Test
    void mintsOneTokenForAHundredCallersAtOnce() throws InterruptedException {
        CountDownLatch gate = gated();
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = IntStream.range(0, 100)
                .mapToObj(i -> Thread.ofVirtual().start(() -> got.add(get(KEY))))
                .toList();
        Until.allWait(callers);

        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(got).hasSize(100).containsOnly("minted-1");
        assertThat(minter.asked).hasSize(1);
    }

    @Test
    void asksForTheConfiguredLifetime() {
        get(KEY);

        assertThat(minter.asked).containsExactly(new FakeTokenMinter.Asked("lab", KEY.account(), LIFETIME));
    }

    @Test
    void keepsATokenForThreeQuartersOfItsLife() {
        get(KEY);
        time.advance(share(0.749));

        assertThat(get(KEY)).isEqualTo("minted-1");
        assertThat(minter.asked).hasSize(1);
    }

    @Test
    void renewsInTheBackgroundWhileCallersGoOn() {
        get(KEY);
        time.advance(share(0.851));
        CountDownLatch gate = gated();

        assertThat(get(KEY)).isEqualTo("minted-1");
        until("a renewal is asked for", () -> minter.asked.size() == 2);
        assertThat(get(KEY)).isEqualTo("minted-1");
        assertThat(minter.asked).hasSize(2);

        gate.countDown();
        until("the new token is handed out", () -> get(KEY).equals("minted-2"));
        assertThat(minter.asked).hasSize(2);
    }

    @Test
    void renewsAtDifferentMomentsSoThatReplicasDoNotDoItTogether() {
        List<Key> keys = IntStream.range(0, 200)
                .mapToObj(i -> key("lab", "science", "account-" + i, List.of()))
                .toList();
        keys.forEach(this::get);
        time.advance(share(0.8));

        keys.forEach(this::get);

        until("some are renewed", () -> minter.asked.size() > 200);
        assertThat(minter.asked).hasSizeLessThan(400);
    }

    @Test
    void givesNobodyATokenInItsLastTenSeconds() {
        get(KEY);
        failing(ErrorReason.CREDENTIAL_UNAVAILABLE);
        time.advance(LIFETIME.minusSeconds(10).minusMillis(1));
        assertThat(get(KEY)).isEqualTo("minted-1");

        time.advance(Duration.ofMillis(1));

        problemOf(ErrorReason.CREDENTIAL_UNAVAILABLE, () -> get(KEY));
    }

    @Test
    void servesTheOldTokenWhenARenewalFailsAndTriesAgainAfterTenSeconds() throws InterruptedException {
        get(KEY);
        failing(ErrorReason.CREDENTIAL_UNAVAILABLE);
        time.advance(share(0.851));
        get(KEY);
        until("the renewal is asked for", () -> minter.asked.size() == 2);
        minter.askers.getLast().join();
        time.advance(Duration.ofMillis(9_999));
        assertThat(get(KEY)).isEqualTo("minted-1");
        assertThat(minter.asked).hasSize(2);

        minter.before = () -> {};
        time.advance(Duration.ofSeconds(1));

        until("the new token is handed out", () -> get(KEY).equals("minted-2"));
        assertThat(minter.asked).hasSize(3);
    }

    @Test
    void aWaitersOwnShortDeadlineDoesNotCancelTheOthers() throws InterruptedException {
        CountDownLatch gate = gated();
        var got = new AtomicReference<String>();
        Thread patient = Thread.ofVirtual().start(() -> got.set(get(KEY)));
        Until.allWait(List.of(patient));

        Deadline impatient = Deadline.after(Duration.ofMillis(1));
        problemOf(ErrorReason.DEADLINE_EXCEEDED, () -> tokens.get(KEY, LIFETIME, impatient));
        gate.countDown();
        patient.join();

        assertThat(got).hasValue("minted-1");
        assertThat(minter.asked).hasSize(1);
    }

    @Test
    void aCancelledWaiterDoesNotCancelTheOthers() throws InterruptedException {
        CountDownLatch gate = gated();
        var got = new AtomicReference<String>();
        Thread cancelled = Thread.ofVirtual().start(() -> problemOf(ErrorReason.CANCELLED, () -> get(KEY)));
        Thread patient = Thread.ofVirtual().start(() -> got.set(get(KEY)));
        Until.allWait(List.of(cancelled, patient));

        cancelled.interrupt();
        cancelled.join();
        gate.countDown();
        patient.join();

        assertThat(got).hasValue("minted-1");
        assertThat(minter.asked).hasSize(1);
    }

    @Test
    void tellsAllWaitersOfAFailureAndMintsForTheNextCaller() throws InterruptedException {
        var gate = new CountDownLatch(1);
        minter.before = () -> {
            await(gate);
            throw new GatewayException(Problem.of(ErrorReason.CREDENTIAL_FORBIDDEN, "no"));
        };
        List<ErrorReason> told = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = IntStream.range(0, 10)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> told.add(problemOf(ErrorReason.CREDENTIAL_FORBIDDEN, () -> get(KEY))
                                .reason())))
                .toList();
        Until.allWait(callers);
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        minter.before = () -> {};

        assertThat(told).hasSize(10);
        assertThat(get(KEY)).isEqualTo("minted-1");
        assertThat(minter.asked).hasSize(2);
    }

    @Test
    void anErrorWhileMintingDoesNotBlockTheKeyForEver() {
        minter.before = () -> {
            throw new StackOverflowError("deep");
        };
        assertThatThrownBy(() -> get(KEY)).hasRootCauseInstanceOf(StackOverflowError.class);
        minter.before = () -> {};

        assertThat(get(KEY)).isEqualTo("minted-1");
    }

    @Test
    void mintsADroppedTokenAgainOnce() {
        get(KEY);

        assertThat(tokens.drop(KEY, BearerToken.of("minted-1"))).isTrue();

        assertThat(get(KEY)).isEqualTo("minted-2");
        assertThat(get(KEY)).isEqualTo("minted-2");
        assertThat(minter.asked).hasSize(2);
    }

    @Test
    void aLateRefusalOfTheOldTokenDoesNotDropTheNewOne() {
        get(KEY);
        tokens.drop(KEY, BearerToken.of("minted-1"));
        get(KEY);

        assertThat(tokens.drop(KEY, BearerToken.of("minted-1"))).isTrue();

        assertThat(get(KEY)).isEqualTo("minted-2");
        assertThat(minter.asked).hasSize(2);
    }

    @Test
    void doesNotReplaceTokensMoreOftenThanEveryTenSecondsHoweverOftenTheyAreRefused() {
        get(KEY);
        tokens.drop(KEY, BearerToken.of("minted-1"));
        get(KEY);
        time.advance(Duration.ofMillis(9_999));

        assertThat(tokens.drop(KEY, BearerToken.of("minted-2"))).isFalse();
        assertThat(get(KEY)).isEqualTo("minted-2");

        time.advance(Duration.ofMillis(1));
        assertThat(tokens.drop(KEY, BearerToken.of("minted-2"))).isTrue();
        assertThat(get(KEY)).isEqualTo("minted-3");
    }

    @Test
    void neverSharesATokenBetweenKeys() {
        List<Key> keys = List.of(
                KEY,
                key("production", "science", "submitter", List.of()),
                key("lab", "teaching", "submitter", List.of()),
                key("lab", "science", "other", List.of()),
                key("lab", "science", "submitter", List.of("argo")),
                key("lab", "science", "submitter", List.of("argo", "other")));

        List<String> got = keys.stream().map(this::get).toList();

        assertThat(got).doesNotHaveDuplicates();
        assertThat(keys.stream().map(this::get).toList()).isEqualTo(got);
    }

    private String get(Key key) {
        return tokens.get(key, LIFETIME, Deadline.after(Duration.ofSeconds(20))).reveal();
    }

    private static Key key(String environment, String namespace, String account, List<String> audiences) {
        return new Key(environment, new AccountKey(namespace, account, audiences));
    }

    private static Duration share(double share) {
        return Duration.ofMillis((long) (LIFETIME.toMillis() * share));
    }

    private CountDownLatch gated() {
        var gate = new CountDownLatch(1);
        minter.before = () -> await(gate);
        return gate;
    }

    private void failing(ErrorReason reason) {
        minter.before = () -> {
            throw new GatewayException(Problem.of(reason, "no token today"));
        };
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
