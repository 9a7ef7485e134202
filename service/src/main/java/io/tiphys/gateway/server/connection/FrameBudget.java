package io.tiphys.gateway.server.connection;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import io.tiphys.gateway.concurrent.TokenBucket;

/**
 * Ends an HTTP/2 connection whose peer sends too many frames that carry nothing of a request (PING, SETTINGS, PRIORITY,
 * WINDOW_UPDATE, unknown and empty ones), or makes the gateway cancel too many streams: malformed heads, and streams above
 * the limit. Each such frame is work, but none counts as a request (CVE-2019-9512, CVE-2019-9515, CVE-2025-55163). A client
 * that reads an answer sends some of them for each of its frames, so that frames of answers give the budget back.
 *
 * <p>The handler stands between the encryption and the codec and sees the frames as bytes (RFC 9113 section 4.1). It changes
 * nothing. One instance for each connection, used by its event loop.
 */
final class FrameBudget extends ChannelDuplexHandler {
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int END_STREAM = 1;
    private static final int LENGTH_OF_RST_STREAM = 13;
    private static final double SECONDS_OF_A_MINUTE = 60;

    /** A PING that measures the throughput, and a WINDOW_UPDATE for the stream and for the connection; and one to spare. */
    private static final int FRAMES_FOR_EACH_OF_AN_ANSWER = 4;

    private final Http2ConnectionHandler codec;
    private final ChannelHandlerContext codecContext;
    private final TokenBucket budget;
    private final byte[] head = new byte[HEAD];
    private int ofHead;
    private long ofPayload;
    private boolean ended;

    /**
     * Watches a connection.
     *
     * @param ofPreface the bytes before the first frame that are still to come
     * @param most the largest number of such frames in a minute
     */
    FrameBudget(
            Http2ConnectionHandler codec, ChannelHandlerContext codecContext, int ofPreface, int most, Ticker ticker) {
        this.codec = codec;
        this.codecContext = codecContext;
        this.ofPayload = ofPreface;
        this.budget = new TokenBucket(most, most / SECONDS_OF_A_MINUTE, ticker);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            count(context, bytes);
        }
        if (ended) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void count(ChannelHandlerContext context, ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            int skipped = (int) Math.min(ofPayload, bytes.writerIndex() - at);
            ofPayload -= skipped;
            at += skipped;
            if (ofPayload == 0 && at < bytes.writerIndex()) {
                head[ofHead++] = bytes.getByte(at++);
                if (ofHead == HEAD) {
                    ofHead = 0;
                    began(context);
                }
            }
        }
    }

    private void began(ChannelHandlerContext context) {
        ofPayload = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
        boolean ofRequest =
                head[TYPE] == Http2FrameTypes.HEADERS || head[TYPE] == Http2FrameTypes.DATA && ofPayload > 0;
        if (!ofRequest) {
            take(context);
        }
    }

    /**
     * The codec writes each frame as a message of its own, but for the payload of a DATA frame. A payload that looks like a
     * frame does no harm: it counts less than the frame of an answer that it belongs to.
     */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() >= HEAD) {
            int type = bytes.getByte(bytes.readerIndex() + TYPE);
            if (type == Http2FrameTypes.RST_STREAM && bytes.readableBytes() == LENGTH_OF_RST_STREAM) {
                take(context);
            } else if (type == Http2FrameTypes.DATA || type == Http2FrameTypes.HEADERS && !isLast(bytes)) {
                budget.add(FRAMES_FOR_EACH_OF_AN_ANSWER);
            }
        }
        context.write(message, promise);
    }

    /** Whether no frame of the answer follows: an error without a body, such as 431, is no answer to read. */
    private static boolean isLast(ByteBuf frame) {
        return (frame.getByte(frame.readerIndex() + FLAGS) & END_STREAM) != 0;
    }

    private void take(ChannelHandlerContext context) {
        if (!ended && !budget.take()) {
            ended = true;
            // Not at once: the codec may be in the middle of a frame.
            context.executor().execute(this::end);
        }
    }

    private void end() {
        codec.onError(
                codecContext,
                false,
                Http2Exception.connectionError(
                        Http2Error.ENHANCE_YOUR_CALM, "too many frames or cancelled streams without a request"));
        EndingConnections.closeSoon(codecContext.channel());
    }
}
