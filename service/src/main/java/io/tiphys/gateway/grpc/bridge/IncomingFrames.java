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
import io.tiphys.gateway.server.body.BodyReservation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages in a request's body, in which each stands behind a flag and its length (gRPC over HTTP/2,
 * "Length-Prefixed-Message"). A compressed one is inflated while it is read, by whoever reads it. The stream fails with a
 * {@link GatewayException} with REQUEST_INVALID when the body is something else, and with RESOURCE_EXHAUSTED when a message is
 * too large. For one body.
 */
final class IncomingFrames implements HttpDecoder<InputStream> {
    /** How many bytes stand in front of a message. */
    static final int PREFIX = 5;

    private static final int NONE = -1;

    private final @Nullable Decompressor decompressor;
    private final int largest;
    private final BodyReservation held;
    private int left;
    private boolean compressed;
    private int length = NONE;

    /**
     * Frames of a body.
     *
     * @param decompressor for what the body calls compressed; null when nothing may be
     * @param largest how many bytes a message may have, compressed or not
     * @param held counts what comes, and what becomes of it when it is inflated
     */
    IncomingFrames(@Nullable Decompressor decompressor, int largest, BodyReservation held) {
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
        while (length != NONE || in.readableBytes() >= PREFIX) {
            if (length == NONE) {
                readPrefix(in);
            }
            if (in.readableBytes() < length) {
                return;
            }
            byte[] message = new byte[length];
            in.readBytes(message);
            length = NONE;
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
        int flag = in.readUnsignedByte();
        if (flag > 1) {
            throw invalid("The first byte of a gRPC message is 0 or 1.");
        }
        compressed = flag == 1;
        if (compressed && (decompressor == null || decompressor == Codec.Identity.NONE)) {
            throw invalid("A message is compressed, but the header 'grpc-encoding' is missing.");
        }
        int announced = in.readInt();
        if (announced < 0 || announced > largest) {
            throw tooLarge(largest);
        }
        length = announced;
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

    /** What is answered to a message of more bytes than that, compressed or not. */
    static StatusRuntimeException tooLarge(int largest) {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("A message is larger than the " + largest + " bytes that are taken.")
                .asRuntimeException();
    }

    private static GatewayException invalid(String detail) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, detail));
    }
}
