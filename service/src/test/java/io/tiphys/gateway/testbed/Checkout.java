package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds files of the project, whichever module or editor runs the tests. */
public final class Checkout {
    private Checkout() {}

    /** A file or directory of the project, by its path from the top. */
    public static Path path(String fromTop) {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("testbed").resolve("versions"))) {
            top = top.getParent();
            if (top == null) {
                throw new IllegalStateException("the tests run outside a checkout of the project");
            }
        }
        return top.resolve(fromTop);
    }

    /** The text of a file of the project. */
    public static String text(String fromTop) {
        return read(path(fromTop));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
