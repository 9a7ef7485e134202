package io.tiphys.gateway.server.connection;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes a new connection when its address already has the permitted number, so that one address cannot use all.
 * Thread-safe.
 */
@Sharable
public final class AddressLimit extends ChannelInboundHandlerAdapter {
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
    private final int most;

    public AddressLimit(int most) {
        this.most = most;
    }

    /** Counts a new connection. */
    public void addTo(ChannelPipeline connection) {
        connection.addFirst(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            int held = open.merge(address, 1, Integer::sum);
            context.channel().closeFuture().addListener(closed -> release(address));
            if (held > most) {
                context.close();
            }
        }
    }

    private void release(InetAddress address) {
        open.compute(address, (key, held) -> held == null || held <= 1 ? null : held - 1);
    }
}
