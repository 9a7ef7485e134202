package io.tiphys.gateway.lifecycle.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OpenStreamsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final OpenStreams streams = new OpenStreams();
    private final ScriptedStream<String> source = new ScriptedStream<>();

    @Test
    void carriesWhatComesAndItsEnd() {
        EventStream<String> tracked = streams.track(source.item("a").end());

        assertThat(tracked.next(TIMEOUT)).isEqualTo(new Item<>("a"));
        assertThat(tracked.next(TIMEOUT)).isEqualTo(new End<>());
    }

    @Test
    void endsAStreamThatIsWaitedFor() {
        EventStream<String> tracked = streams.track(source);
        CompletableFuture<Object> step = CompletableFuture.supplyAsync(() -> tracked.next(TIMEOUT));

        streams.stop();

        assertThat(step)
                .failsWithin(TIMEOUT)
                .withThrowableThat()
                .havingRootCause()
                .satisfies(this::stopping);
    }

    @Test
    void endsAStreamThatIsReadLater() {
        EventStream<String> tracked = streams.track(source.item("a"));

        streams.stop();

        assertThatThrownBy(() -> tracked.next(TIMEOUT)).satisfies(this::stopping);
    }

    @Test
    void saysThatItStopsWhateverASourceSaysThatIsClosed() {
        EventStream<String> tracked = streams.track(new EventStream<>() {
            @Override
            public Step<String> next(Duration timeout) {
                streams.stop();
                throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "It was closed."));
            }

            @Override
            public void close() {}
        });

        assertThatThrownBy(() -> tracked.next(TIMEOUT)).satisfies(this::stopping);
    }

    @Test
    void endsAStreamThatIsOpenedWhileItStops() {
        streams.stop();

        EventStream<String> tracked = streams.track(source.item("a"));

        assertThat(source.closed.getCount()).isZero();
        assertThatThrownBy(() -> tracked.next(TIMEOUT)).satisfies(this::stopping);
    }

    @Test
    void forgetsAStreamThatIsClosed() {
        streams.track(source).close();

        assertThat(streams.open()).isZero();
    }

    private void stopping(Throwable failure) {
        assertThat(((GatewayException) failure).problem().reason()).isEqualTo(ErrorReason.GATEWAY_STOPPING);
    }
}
