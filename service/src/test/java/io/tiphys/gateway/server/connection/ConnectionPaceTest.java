package io.tiphys.gateway.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tiphys.gateway.fakes.TestTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ConnectionPaceTest {
    private static final int PER_SECOND = 10;
    private static final InetAddress MADE_UP = address(1);
    private static final InetAddress OTHER = address(2);
    private static final InetAddress PROXY = address(3);

    private final TestTime time = new TestTime();
    private final ConnectionPace pace = new ConnectionPace(PER_SECOND, PROXY::equals, time);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static EmbeddedChannel connection(InetAddress from) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(from, 4711);
            }
        };
        channel.freezeTime();
        return channel;
    }

    private EmbeddedChannel begun(InetAddress from) {
        EmbeddedChannel channel = connection(from);
        pace.begin(channel);
        return channel;
    }

    private static boolean waits(EmbeddedChannel channel) {
        return !channel.config().isAutoRead();
    }

    private static boolean waitsAfter(EmbeddedChannel channel, long milliseconds) {
        channel.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        return waits(channel);
    }

    @Test
    void readsConnectionsAboveTheRateLater() {
        for (int i = 0; i < 2 * PER_SECOND; i++) {
            assertThat(waits(begun(MADE_UP))).isFalse();
        }
        EmbeddedChannel first = begun(MADE_UP);
        EmbeddedChannel second = begun(MADE_UP);
        assertThat(waitsAfter(first, 99)).isTrue();
        assertThat(waitsAfter(first, 1)).isFalse();
        assertThat(waitsAfter(second, 199)).isTrue();
        assertThat(waitsAfter(second, 1)).isFalse();
    }

    @Test
    void delaysNoOtherAddressAndNoProxy() {
        for (int i = 0; i < 5 * PER_SECOND; i++) {
            begun(MADE_UP);
            assertThat(waits(begun(PROXY))).isFalse();
        }
        assertThat(waits(begun(OTHER))).isFalse();
    }

    @Test
    void hasNoConnectionWaitForMoreThanASecond() {
        for (int i = 0; i < 50; i++) {
            begun(MADE_UP);
            pace.attacked(connection(MADE_UP));
        }
        EmbeddedChannel next = begun(MADE_UP);
        assertThat(waitsAfter(next, 999)).isTrue();
        assertThat(waitsAfter(next, 1)).isFalse();
        assertThat(waits(begun(OTHER))).isFalse();
    }

    @Test
    void countsNoConnectionThatServedAKnownCaller() {
        for (int i = 0; i < 50 * PER_SECOND; i++) {
            EmbeddedChannel served = begun(MADE_UP);
            assertThat(waits(served)).isFalse();
            pace.proven(served);
        }
    }

    @Test
    void hasNoLimitWithoutARate() {
        ConnectionPace without = new ConnectionPace(0, PROXY::equals, time);
        for (int i = 0; i < 1_000; i++) {
            EmbeddedChannel channel = connection(MADE_UP);
            without.begin(channel);
            without.attacked(channel);
            assertThat(waits(channel)).isFalse();
        }
    }
}
