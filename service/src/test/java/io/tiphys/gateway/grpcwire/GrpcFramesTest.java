package io.tiphys.gateway.grpcwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.error.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class GrpcFramesTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    @Test
    void takesTheMessageOutOfItsFrame() {
        assertThat(GrpcFrames.message(GrpcFrames.frame(MESSAGE), null, 100)).isEqualTo(MESSAGE);
    }

    @Test
    void theFrameIsAFlagALengthAndTheMessage() {
        byte[] message = new byte[0x010203];
        message[0] = 7;
        byte[] frame = GrpcFrames.frame(message);
        assertThat(frame).startsWith(0, 0, 1, 2, 3, 7).hasSize(GrpcFrames.PREFIX + message.length);
        assertThat(GrpcFrames.withRoomFor(message.length))
                .startsWith(0, 0, 1, 2, 3, 0)
                .hasSameSizeAs(frame);
    }

    @Test
    void readsThePrefixOfAnySender() {
        byte[] bytes = {9, 9, (byte) 0xff, (byte) 0x80, 0, 0, 1};
        assertThat(GrpcFrames.Prefix.at(bytes, 2)).isEqualTo(new GrpcFrames.Prefix(255, Integer.MIN_VALUE + 1));
    }

    @Test
    void inflatesACompressedMessageUpToTheLimit() throws IOException {
        byte[] frame = compressed(new byte[1000]);
        assertThat(GrpcFrames.message(frame, "gzip", 1000)).hasSize(1000);
        assertThatThrownBy(() -> GrpcFrames.message(frame, "gzip", 999)).isInstanceOf(GatewayException.class);
    }

    @Test
    void refusesTwoMessagesACutOneAndAnUnknownEncoding() throws IOException {
        byte[] two = ByteBuffer.allocate(16)
                .put(GrpcFrames.frame(MESSAGE))
                .put(GrpcFrames.frame(MESSAGE))
                .array();
        byte[] frame = compressed(MESSAGE);
        assertThatThrownBy(() -> GrpcFrames.message(two, null, 100)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> GrpcFrames.message(new byte[] {0, 0, 0, 0, 9, 1}, null, 100))
                .isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> GrpcFrames.message(new byte[0], null, 100)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> GrpcFrames.message(frame, "br", 100)).isInstanceOf(GatewayException.class);
    }

    private static byte[] compressed(byte[] message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream compressing = new GZIPOutputStream(bytes)) {
            compressing.write(message);
        }
        byte[] small = bytes.toByteArray();
        return ByteBuffer.allocate(5 + small.length)
                .put((byte) 1)
                .putInt(small.length)
                .put(small)
                .array();
    }
}
