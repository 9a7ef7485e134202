package io.tiphys.gateway.grpc.bridge;

import com.linecorp.armeria.common.stream.HttpDecoder;
import com.linecorp.armeria.common.stream.StreamDecoderInput;
import com.linecorp.armeria.common.stream.StreamDecoderOutput;
import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.server.body.BodyReservation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a request's body into messages, each of which follows a flag and its length (gRPC over HTTP/2,
 * "Length-Prefixed-Message"). The reader of a compressed message inflates it while reading. The stream fails with a {@link
 * GatewayException} with REQUEST_INVALID for a malformed body, and with RESOURCE_EXHAUSTED for a too large message. For one
 * body.
 */
final class IncomingFrames implements HttpDecoder<InputStream> {
    private static final int NONE = -1;

    private final @Nullable Decompressor decompressor;
    private final int largest;
    private final BodyReservation held;
    private final boolean streamed;
    private int left;
    private boolean compressed;
    private int length = NONE;

    /**
     * Creates a decoder of one body.
     *
     * @param decompressor for messages that the body marks as compressed; null when compression is not allowed
     * @param largest the largest size of a message in bytes, compressed or not
     * @param held counts the received bytes, and the inflated ones
     * @param streamed whether each message is done when it has passed, so that only the current one counts
     */
    IncomingFrames(@Nullable Decompressor decompressor, int largest, BodyReservation held, boolean streamed) {
        this.streamed = streamed;
        this.held = held;
        this.decompressor = decompressor;
        this.largest = largest;
    }

    @Override
    public void process(StreamDecoderInput in, StreamDecoderOutput<InputStream> out) {
        held.add(in.readableBytes() - left);
        readMessages(in, out);
        left = in.readableBytes();
    }

    private void readMessages(StreamDecoderInput in, StreamDecoderOutput<InputStream> out) {
        while (length != NONE || in.readableBytes() >= GrpcFrames.PREFIX) {
            if (length == NONE) {
                readPrefix(in);
            }
            if (in.readableBytes() < length) {
                return;
            }
            byte[] message = new byte[length];
            in.readBytes(message);
            length = NONE;
            if (streamed) {
                held.restart();
                held.add(in.readableBytes());
            }
            out.add(compressed ? inflating(message) : new IncomingMessage(message));
        }
    }

    @Override
    public void processOnComplete(StreamDecoderInput in, StreamDecoderOutput<InputStream> out) {
        if (length != NONE || in.isReadable()) {
            throw invalid("The request ends within a gRPC message.");
        }
    }

    private void readPrefix(StreamDecoderInput in) {
        byte[] bytes = new byte[GrpcFrames.PREFIX];
        in.readBytes(bytes);
        GrpcFrames.Prefix prefix = GrpcFrames.Prefix.at(bytes, 0);
        if (prefix.flag() > 1) {
            throw invalid("The first byte of a gRPC message is 0 or 1.");
        }
        compressed = prefix.flag() == 1;
        if (compressed && (decompressor == null || decompressor == Codec.Identity.NONE)) {
            throw invalid("A message is compressed, but the header 'grpc-encoding' is missing.");
        }
        if (prefix.length() < 0 || prefix.length() > largest) {
            throw tooLarge(largest);
        }
        length = prefix.length();
    }

    private InputStream inflating(byte[] message) {
        if (decompressor == null) {
            throw new IllegalStateException("the prefix was checked");
        }
        try {
            return new InflatedMessage(decompressor.decompress(new ByteArrayInputStream(message)), largest, held);
        } catch (IOException e) {
            throw invalid("The compressed message is corrupt.");
        }
    }

    /** The error for a message above the limit, compressed or not. */
    static StatusRuntimeException tooLarge(int largest) {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("A message is larger than the " + largest + " bytes that are taken.")
                .asRuntimeException();
    }

    private static GatewayException invalid(String detail) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, detail));
    }
}
