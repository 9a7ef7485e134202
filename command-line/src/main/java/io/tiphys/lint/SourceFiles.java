package io.tiphys.lint;

import io.tiphys.validation.document.DocumentLimits;
import io.tiphys.validation.files.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds and reads files. */
final class SourceFiles {
    private static final int LARGEST = DocumentLimits.LARGEST_DOCUMENT;

    private SourceFiles() {}

    /**
     * Resolves an argument, in the order of names: a file; the YAML and JSON files of a directory and its subdirectories; or
     * the files that match a pattern.
     *
     * @param unreadable receives the reason why one of several files cannot be read; the others are read all the same
     */
    static List<SourceFile> of(String argument, Consumer<String> unreadable) throws IOException {
        if (Glob.isOne(argument) && !isThere(argument)) {
            Glob glob = Glob.of(argument);
            List<Path> files = glob.files().stream()
                    .filter(file -> glob.namesAnEnding() || isManifest(file))
                    .toList();
            if (files.isEmpty()) {
                throw new NoSuchFileException(argument);
            }
            return read(files, unreadable);
        }
        Path path = Path.of(argument);
        if (!Files.isDirectory(path)) {
            return List.of(SourceFile.read(path.toString(), content(path), true));
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return read(walk.filter(SourceFiles::isManifest).sorted().toList(), unreadable);
        }
    }

    /** Some systems do not allow the characters of a pattern in paths. */
    private static boolean isThere(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<SourceFile> read(List<Path> paths, Consumer<String> unreadable) {
        List<SourceFile> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.add(SourceFile.read(path.toString(), content(path), false));
            } catch (IOException e) {
                unreadable.accept(reason(path.toString(), e));
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

    /** The standard input. */
    static SourceFile standardInput() throws IOException {
        return SourceFile.read("-", bounded(System.in), true);
    }

    /** Why a file cannot be read. */
    static String reason(String file, Exception failure) {
        Exception cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (cause instanceof NoSuchFileException) {
            return Glob.isOne(file) ? "No file matches '" + file + "'." : "There is no file '" + file + "'.";
        }
        return cause instanceof AccessDeniedException denied
                ? "'" + denied.getFile() + "' may not be read."
                : "Cannot read '" + file + "': " + (cause == null ? "" : cause.getMessage());
    }

    /** Reads one byte more than the maximum, so that a too large input is detected. */
    private static byte[] bounded(InputStream input) throws IOException {
        return input.readNBytes(LARGEST + 1);
    }
}
