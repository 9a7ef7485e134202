package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that only this user can read and that go when the JVM ends. */
public final class TemporaryFiles {
    private TemporaryFiles() {}

    /** A new file with this text. */
    public static Path write(String name, String suffix, String text) {
        return write(name, suffix, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A new file with these bytes. */
    public static Path write(String name, String suffix, byte[] bytes) {
        try {
            Path file = Files.createTempFile("tiphys-" + name, suffix);
            file.toFile().deleteOnExit();
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
