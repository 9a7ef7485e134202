package io.tiphys.lint;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A path pattern, for shells that do not expand patterns, and for {@code **}, which matches any number of directories. */
final class Glob {
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
    private static final String ANY_DIRECTORIES = "**/";

    private final String pattern;

    private Glob(String pattern) {
        this.pattern = pattern;
    }

    /** Whether an argument that is no file can be a pattern. */
    static boolean isOne(String argument) {
        return SPECIAL.matcher(argument).find();
    }

    static Glob of(String argument) {
        return new Glob(argument);
    }

    /** Whether the pattern itself defines the file extension, so that no other filter is needed. */
    boolean namesAnEnding() {
        return pattern.substring(pattern.lastIndexOf('/') + 1).contains(".");
    }

    /** The matching files, in the order of their names. */
    List<Path> files() throws IOException {
        Path base = base();
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        // Java's ** matches at least one directory when a slash follows.
        List<PathMatcher> matchers = Stream.of(pattern, pattern.replace(ANY_DIRECTORIES, ""))
                .distinct()
                .map(one -> FileSystems.getDefault().getPathMatcher("glob:" + one))
                .toList();
        boolean here = base.toString().isEmpty();
        try (Stream<Path> walk = Files.walk(here ? Path.of(".") : base)) {
            return walk.map(path -> here ? Path.of(".").relativize(path) : path)
                    .filter(path -> matchers.stream().anyMatch(matcher -> matcher.matches(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** The directories before the first pattern element. */
    private Path base() {
        String plain = SPECIAL.split(pattern, 2)[0];
        int slash = plain.lastIndexOf('/');
        return Path.of(slash == 0 ? "/" : plain.substring(0, Math.max(slash, 0)));
    }
}
