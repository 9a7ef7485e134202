package io.tiphys.gateway.witness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the API server's audit log, across its rotation, from the moment it is opened. Only lines that hold one of some
 * texts are read. Of a request with several lines, the first counts. Used by one thread.
 */
final class AuditLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<String> texts;
    private final Set<String> seen = new HashSet<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private FileChannel channel;
    private @Nullable Object fileKey;

    AuditLog(Path file, List<String> texts) {
        this.file = file;
        this.texts = texts;
        try {
            fileKey = keyOf(file);
            channel = FileChannel.open(file);
            channel.position(channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written since the last call. */
    List<AuditEvent> readNew() {
        List<AuditEvent> events = new ArrayList<>();
        try {
            readToEnd(events);
            if (rotated()) {
                readToEnd(events);
                channel.close();
                fileKey = keyOf(file);
                channel = FileChannel.open(file);
                readToEnd(events);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private boolean rotated() throws IOException {
        return Files.exists(file) && !Objects.equals(keyOf(file), fileKey);
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void readToEnd(List<AuditEvent> events) throws IOException {
        while (channel.read(buffer.clear()) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    take(line.toString(StandardCharsets.UTF_8), events);
                    line = new ByteArrayOutputStream();
                } else {
                    line.write(next);
                }
            }
        }
    }

    private void take(String text, List<AuditEvent> events) throws IOException {
        if (texts.stream().noneMatch(text::contains)) {
            return;
        }
        AuditEvent event = AuditEvent.of(JSON.readTree(text));
        if (seen.add(event.id())) {
            events.add(event);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
