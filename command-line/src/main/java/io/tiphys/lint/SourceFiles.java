package io.tiphys.lint;

import io.tiphys.validation.document.ManifestReader;
import io.tiphys.validation.files.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds and reads files. */
final class SourceFiles {
    private static final int LARGEST = ManifestReader.LARGEST_DOCUMENT;

    private SourceFiles() {}

    /** A file, or the YAML and JSON files of a directory and all below it, in the order of their names. */
    static List<SourceFile> under(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(SourceFile.read(path.toString(), content(path), true));
        }
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path file : walk.filter(SourceFiles::isManifest).sorted().toList()) {
                files.add(SourceFile.read(file.toString(), content(file), false));
            }
        }
        return files;
    }

    private static boolean isManifest(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) && Files.isRegularFile(path);
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return bounded(input);
        }
    }

    /** What the process is given. */
    static SourceFile standardInput() throws IOException {
        return SourceFile.read("-", bounded(System.in), true);
    }

    /** Why a file cannot be read. */
    static String reason(String file, Exception failure) {
        Exception cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (cause instanceof NoSuchFileException) {
            return "There is no file '" + file + "'.";
        }
        return cause instanceof AccessDeniedException denied
                ? "'" + denied.getFile() + "' may not be read."
                : "Cannot read '" + file + "': " + (cause == null ? "" : cause.getMessage());
    }

    /** What is read: one byte more than can be looked at tells that there is too much. */
    private static byte[] bounded(InputStream input) throws IOException {
        return input.readNBytes(LARGEST + 1);
    }
}
