package io.tiphys.gateway.server.connection;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tiphys.gateway.server.body.RequestBodyTimeout;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an HTTP/1 connection whose sender stops in the middle of a request. A head must be complete within a time of its
 * first byte, and is otherwise answered with 408 if no other response is due. {@link RequestBodyTimeout} watches bodies;
 * this class watches only the rest of a body whose request has been answered. A sender that the gateway itself pauses is not
 * stalled. One instance for each connection, used by its event loop.
 */
final class RequestHeadTimeout extends ChannelDuplexHandler {
    private enum Awaited {
        NOTHING,
        HEAD,
        BODY
    }

    private final Duration headTime;
    private final Duration bodyTime;
    private final AggregatedHttpResponse stalled;
    private Awaited awaited = Awaited.NOTHING;
    private Awaited armed = Awaited.NOTHING;
    private BodyPace pace = new BodyPace();
    private boolean decoded;
    private boolean cut;
    private int unanswered;
    private boolean answering;
    private @Nullable Future<?> alarm;

    /**
     * Watches one connection.
     *
     * @param headTime the longest time of a head
     * @param bodyTime the time within which {@link BodyPace#LEAST} bytes of a body must arrive
     * @param stalled the response for a stalled head
     */
    RequestHeadTimeout(Duration headTime, Duration bodyTime, AggregatedHttpResponse stalled) {
        this.headTime = headTime;
        this.bodyTime = bodyTime;
        this.stalled = stalled;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decoded = true;
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        if (message instanceof HttpContent content) {
            pace.pass(content.content().readableBytes());
        }
        awaited = message instanceof LastHttpContent ? Awaited.NOTHING : Awaited.BODY;
        context.fireChannelRead(message);
    }

    /** Called after bytes, also when they were too few for the codec to decode a message. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!decoded && awaited == Awaited.NOTHING) {
            awaited = Awaited.HEAD;
        }
        decoded = false;
        if (armed != awaited) {
            pace = new BodyPace();
            arm(context);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (cut) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new ClosedChannelException());
            return;
        }
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < HttpResponseStatus.OK.code();
        if (!interim) {
            answering = !(message instanceof LastHttpContent);
            unanswered -= answering ? 0 : 1;
        }
        context.write(message, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopAlarm();
    }

    private void arm(ChannelHandlerContext context) {
        stopAlarm();
        armed = awaited;
        if (awaited != Awaited.NOTHING) {
            Duration time = awaited == Awaited.HEAD ? headTime : bodyTime.dividedBy(BodyPace.LOOKS);
            alarm = context.executor().schedule(() -> look(context), time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void stopAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void look(ChannelHandlerContext context) {
        boolean heldBack = !context.channel().config().isAutoRead();
        boolean inTime = awaited == Awaited.HEAD ? heldBack : unanswered > 0 || !pace.isTooSlow(heldBack);
        if (inTime) {
            arm(context);
        } else {
            end(context);
        }
    }

    private void end(ChannelHandlerContext context) {
        if (awaited == Awaited.HEAD && !answering && unanswered == 0) {
            context.writeAndFlush(answer()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
        cut = true;
    }

    private FullHttpResponse answer() {
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.REQUEST_TIMEOUT,
                Unpooled.wrappedBuffer(stalled.content().array()));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, stalled.content().length())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
