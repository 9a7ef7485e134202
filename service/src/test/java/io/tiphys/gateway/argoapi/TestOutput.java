package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tests leave for people to look at, below {@code service/target}. */
final class TestOutput {
    private TestOutput() {}

    /** A directory for one test's files. */
    static Path directory(String name) {
        try {
            return Files.createDirectories(Checkout.path("service/target").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String directory, String file, String text) {
        try {
            Files.writeString(directory(directory).resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
