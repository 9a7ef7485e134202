package io.tiphys.gateway.server.connection;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.tiphys.gateway.concurrent.Shares;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Closes a new connection when its address already has the permitted number, so that one address cannot use all.
 * Thread-safe.
 */
@Sharable
final class AddressLimit extends ChannelInboundHandlerAdapter {
    private final Shares<InetAddress> addresses;

    AddressLimit(int most) {
        this.addresses = new Shares<>(most);
    }

    /** Counts a new connection. */
    void addTo(ChannelPipeline connection) {
        connection.addFirst(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            if (addresses.enter(address)) {
                context.channel().closeFuture().addListener(closed -> addresses.leave(address));
            } else {
                context.close();
            }
        }
    }
}
