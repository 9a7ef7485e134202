package io.tiphys.gateway.grpcwire;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The frames of gRPC messages: a flag, a length and the message (gRPC over HTTP/2, "Length-Prefixed-Message"). */
public final class GrpcFrames {
    /** The number of bytes in front of a message. */
    public static final int PREFIX = 5;

    private GrpcFrames() {}

    /**
     * What stands in front of a message.
     *
     * @param flag 0 for a plain message and 1 for a compressed one; a sender may have written any other byte
     * @param length the length of the message in bytes; negative when a sender announced 2 GiB or more
     */
    public record Prefix(int flag, int length) {
        /** Reads the {@value GrpcFrames#PREFIX} bytes from an offset on. */
        public static Prefix at(byte[] bytes, int offset) {
            return new Prefix(
                    Byte.toUnsignedInt(bytes[offset]),
                    ByteBuffer.wrap(bytes, offset + 1, Integer.BYTES).getInt());
        }
    }

    /**
     * The only message of a request.
     *
     * @param encoding the header {@code grpc-encoding}
     * @throws GatewayException with REQUEST_INVALID unless the body is exactly one message in a known encoding, or
     *     REQUEST_TOO_LARGE when the uncompressed message exceeds the limit
     */
    public static byte[] message(byte[] body, @Nullable String encoding, int largest) {
        if (body.length < PREFIX || Prefix.at(body, 0).length() != body.length - PREFIX) {
            throw invalid("The request must be exactly one gRPC message.");
        }
        byte[] message = Arrays.copyOfRange(body, PREFIX, body.length);
        return switch (body[0]) {
            case 0 -> message;
            case 1 -> {
                if (!"gzip".equals(encoding)) {
                    throw invalid("The message encoding is not supported. Use gzip or no compression.");
                }
                yield inflated(message, largest);
            }
            default -> throw invalid("The first byte of a gRPC message is 0 or 1.");
        };
    }

    /** A message with its prefix, not compressed. */
    public static byte[] frame(byte[] message) {
        byte[] frame = withRoomFor(message.length);
        System.arraycopy(message, 0, frame, PREFIX, message.length);
        return frame;
    }

    /** The frame of a message that its caller writes after the prefix, not compressed. */
    public static byte[] withRoomFor(int length) {
        return ByteBuffer.allocate(PREFIX + length).putInt(1, length).array();
    }

    private static byte[] inflated(byte[] message, int largest) {
        try (GZIPInputStream inflating = new GZIPInputStream(new ByteArrayInputStream(message))) {
            byte[] plain = inflating.readNBytes(largest + 1);
            if (plain.length > largest) {
                throw new GatewayException(Problem.of(
                        ErrorReason.REQUEST_TOO_LARGE,
                        "The message is larger than the " + largest + " bytes that are read."));
            }
            return plain;
        } catch (IOException e) {
            throw invalid("The compressed message is corrupt.");
        }
    }

    private static GatewayException invalid(String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message));
    }
}
