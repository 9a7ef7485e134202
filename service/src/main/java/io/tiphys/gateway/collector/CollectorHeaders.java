package io.tiphys.gateway.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers for the collector, such as its credential, from a file with {@code name: value} on each line. The file is read
 * for each batch. While it cannot be read, the last headers stay. Neither names nor values are logged. Thread-safe.
 */
final class CollectorHeaders implements Supplier<Map<String, String>> {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorHeaders.class);
    private static final int LARGEST = 64 << 10;

    private final Optional<Path> file;
    private volatile Map<String, String> last = Map.of();

    CollectorHeaders(Optional<Path> file) {
        this.file = file;
    }

    @Override
    public Map<String, String> get() {
        file.ifPresent(path -> {
            try {
                last = read(path);
            } catch (IOException e) {
                LOG.warn("The headers of tiphys.tracing.headers-file cannot be read; the last ones stay");
            }
        });
        return last;
    }

    private static Map<String, String> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("too large");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Files.readString(file, StandardCharsets.UTF_8).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        });
        return Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "CollectorHeaders[***]";
    }
}
