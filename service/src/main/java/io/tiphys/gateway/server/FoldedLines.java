package io.tiphys.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/**
 * Finds folded lines in the heads and trailers of HTTP/1 requests (RFC 9112 section 5.2), before the codec joins them. The bytes
 * pass as they are; a head is handed on alone, so that {@link Http1RequestValidator} behind the codec knows it, and says from there how
 * the body is framed. Where the codec sees the end of a request and this reader does not, or the other way round, nothing
 * that comes later is trusted. One instance for each connection.
 */
final class FoldedLines extends ChannelInboundHandlerAdapter {
    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS
    }

    private final ConnectionLine line = new ConnectionLine();
    private Part part = Part.HEAD;
    private boolean firstLine = true;
    private boolean folded;
    private boolean lost;
    private long left;
    private boolean complete;
    private boolean decoded;

    /** Reads a connection of which the beginning of the first line has passed already. */
    FoldedLines() {
        line.begunElsewhere();
    }

    /** Whether the head or the trailers that are being handed on have a folded line, or nobody can tell. */
    boolean isRefused() {
        return folded || lost;
    }

    /** The codec has decoded the head that is being handed on. */
    void begins(HttpRequest request) {
        left = HttpUtil.getContentLength(request, 0L);
        part = HttpUtil.isTransferEncodingChunked(request) ? Part.CHUNK_SIZE : left > 0 ? Part.BODY : Part.HEAD;
    }

    /** The codec has decoded the end of a request. */
    void ends() {
        decoded = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex() && !lost) {
            Part before = part;
            at = read(bytes, at);
            if (complete) {
                part = Part.HEAD;
                handOn(context, bytes.readRetainedSlice(at - bytes.readerIndex()), before);
            }
        }
        if (bytes.isReadable()) {
            handOn(context, bytes, Part.BODY);
        } else {
            bytes.release();
        }
    }

    /** A head without a body is a whole request, as is what ends a body. */
    private void handOn(ChannelHandlerContext context, ByteBuf bytes, Part upTo) {
        decoded = false;
        context.fireChannelRead(bytes);
        boolean whole = complete && (upTo != Part.HEAD || part == Part.HEAD);
        lost |= decoded != whole;
        complete = false;
    }

    private int read(ByteBuf bytes, int at) {
        if (part == Part.BODY || part == Part.CHUNK) {
            int length = (int) Math.min(left, bytes.writerIndex() - at);
            left -= length;
            if (left == 0) {
                complete = part == Part.BODY;
                part = part == Part.CHUNK ? Part.CHUNK_END : part;
            }
            return at + length;
        }
        int end = line.read(bytes, at);
        folded |= line.isFolded() && (part == Part.TRAILERS || part == Part.HEAD && !firstLine);
        if (line.isComplete()) {
            lineRead();
        }
        return end;
    }

    private void lineRead() {
        switch (part) {
            case HEAD -> {
                complete = line.isBlank() && !firstLine;
                firstLine = complete || firstLine && line.isBlank();
            }
            case CHUNK_SIZE -> {
                left = line.hexadecimal();
                lost = left < 0;
                part = left == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case CHUNK_END -> {
                lost = !line.isBlank();
                part = Part.CHUNK_SIZE;
            }
            case TRAILERS -> complete = line.isBlank();
            case BODY, CHUNK -> throw new IllegalStateException("is not read line by line");
        }
        line.next();
    }
}
