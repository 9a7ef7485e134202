package io.tiphys.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Decodes the heads and trailers of an HTTP/2 connection strictly, as they were sent: behind the library's own decoder, which
 * puts names into lower case, nobody can tell any more which were malformed (RFC 9113 sections 8.2.1 and 8.3). The bytes pass
 * as they are, and a malformed head is handed on alone, so that {@link Http2RequestValidator} knows it. One instance for each connection.
 */
final class FieldsAsSent extends ChannelInboundHandlerAdapter {
    private static final int FRAME_HEAD = 9;
    private static final int PRIORITY = 5;

    /** More than any frame that the library takes. */
    private static final int LARGEST_FRAME = 1 << 20;

    /** More than most heads have. */
    private static final int KEPT = 1024;

    private enum Part {
        PREFACE,
        FRAME_HEAD,
        FIELDS,
        OTHER
    }

    private final DefaultHttp2HeadersDecoder decoder;
    private final ByteBuf part = Unpooled.buffer(FRAME_HEAD);
    private final ByteBuf block = Unpooled.buffer(0);
    private Part reading = Part.PREFACE;
    private int missing;
    private short type;
    private Http2Flags flags = new Http2Flags();
    private int stream;
    private int malformed;
    private boolean lost;

    /**
     * Reads a connection.
     *
     * @param preface how many bytes of the connection's preface are still to come
     * @param maxHeaderSize how many bytes the fields of a head may have
     */
    FieldsAsSent(int preface, int maxHeaderSize) {
        this.decoder = new DefaultHttp2HeadersDecoder(true, true, maxHeaderSize);
        this.missing = preface;
    }

    /** Whether the head that is being handed on is malformed, or cannot be told from one. */
    boolean isMalformed(int streamOfHead) {
        return lost || malformed == streamOfHead;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        int handedOn = bytes.readerIndex();
        int at = handedOn;
        while (at < bytes.writerIndex() || missing == 0) {
            int length = Math.min(missing, bytes.writerIndex() - at);
            if (reading == Part.FRAME_HEAD || reading == Part.FIELDS) {
                part.writeBytes(bytes, at, length);
            }
            at += length;
            missing -= length;
            if (missing == 0 && endsWithMalformedHead()) {
                malformed = stream;
                context.fireChannelRead(bytes.retainedSlice(handedOn, at - handedOn));
                malformed = 0;
                handedOn = at;
            }
        }
        context.fireChannelRead(bytes.readerIndex(handedOn));
    }

    /** Goes on to the next part. */
    private boolean endsWithMalformedHead() {
        boolean isMalformed = false;
        if (reading == Part.FRAME_HEAD) {
            beginFrame();
        } else {
            isMalformed = reading == Part.FIELDS && !lost && endsMalformed();
            reading = Part.FRAME_HEAD;
            missing = FRAME_HEAD;
        }
        forget(part);
        return isMalformed;
    }

    /** A connection that once sent a large head does not hold so much for ever. */
    private static void forget(ByteBuf bytes) {
        bytes.clear();
        if (bytes.capacity() > KEPT) {
            bytes.capacity(KEPT);
        }
    }

    private void beginFrame() {
        missing = part.readUnsignedMedium();
        type = part.readUnsignedByte();
        flags = new Http2Flags(part.readUnsignedByte());
        stream = part.readInt() & Integer.MAX_VALUE;
        boolean fields = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
        lost |= fields && missing > LARGEST_FRAME;
        reading = fields && !lost ? Part.FIELDS : Part.OTHER;
    }

    private boolean endsMalformed() {
        if (type == Http2FrameTypes.HEADERS) {
            block.clear();
            int padding = flags.paddingPresent() && part.isReadable() ? part.readUnsignedByte() : 0;
            int skipped = flags.priorityPresent() ? PRIORITY : 0;
            lost = padding + skipped > part.readableBytes();
            if (lost) {
                return true;
            }
            part.skipBytes(skipped).writerIndex(part.writerIndex() - padding);
        }
        // So much is never decoded, but ends the connection (RFC 9113 section 10.5.1).
        lost = block.readableBytes() + part.readableBytes() > decoder.maxHeaderListSizeGoAway();
        block.writeBytes(part, lost ? 0 : part.readableBytes());
        return lost || flags.endOfHeaders() && isRefused();
    }

    private boolean isRefused() {
        try {
            decoder.decodeHeaders(stream, block);
            return false;
        } catch (Http2Exception e) {
            lost = !Http2Exception.isStreamError(e); // what comes next cannot be decoded, by the library neither
            return true;
        } finally {
            forget(block);
        }
    }
}
