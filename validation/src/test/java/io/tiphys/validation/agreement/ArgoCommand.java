package io.tiphys.validation.agreement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code argo lint --offline} of the command that the testbed builds, and the examples of the release it is built from. */
final class ArgoCommand {
    private static final Pattern UNREADABLE = Pattern.compile("failed to parse YAML from file (\\S+): (.*)");
    private static final String EXAMPLES = "github.com/argoproj/argo-workflows/v4@v4.0.5/examples";

    private final Path command;

    private ArgoCommand(Path command) {
        this.command = command;
    }

    /** The command, if the testbed has been built on this machine. */
    static Optional<ArgoCommand> find() {
        Path command = cache().resolve("tiphys/testbed/bin/argo");
        return Files.isExecutable(command) ? Optional.of(new ArgoCommand(command)) : Optional.empty();
    }

    private static Path cache() {
        String own = System.getenv("TIPHYS_CACHE");
        String shared = System.getenv("XDG_CACHE_HOME");
        if (own != null) {
            return Path.of(own).resolveSibling("");
        }
        return shared == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
    }

    /** Argo's examples in Go's module cache, if they are there. */
    static Optional<Path> examples() {
        String modules = System.getenv("GOMODCACHE");
        Path cache = modules == null ? Path.of(System.getProperty("user.home"), "go/pkg/mod") : Path.of(modules);
        Path examples = cache.resolve(EXAMPLES);
        return Files.isDirectory(examples) ? Optional.of(examples) : Optional.empty();
    }

    /** What Argo says of each file that it refuses, looked at together; files that are fine are absent. */
    TreeMap<Path, String> refusals(Collection<Path> files, Collection<Path> alongside) throws IOException {
        TreeMap<Path, String> refusals = new TreeMap<>();
        Set<Path> left = new HashSet<>(files);
        while (!left.isEmpty()) {
            List<String> lines = run(left, alongside);
            if (lines.stream().anyMatch(line -> line.startsWith("panic:"))) {
                crashes(List.copyOf(left), alongside, refusals);
                break;
            }
            Optional<Matcher> unreadable = lines.stream()
                    .map(UNREADABLE::matcher)
                    .filter(Matcher::find)
                    .findFirst();
            if (unreadable.isEmpty()) {
                lines.forEach(line -> note(line, left, refusals));
                break;
            }
            // Argo stops at a file that it cannot read: the others are looked at without it.
            Path file = Path.of(unreadable.get().group(1));
            if (!left.remove(file)) {
                throw new IllegalStateException(
                        "argo cannot read " + unreadable.get().group());
            }
            refusals.put(file, unreadable.get().group(2));
        }
        return refusals;
    }

    /** Argo crashes at some file, which it therefore does not take: looks at half of the files at a time. */
    private void crashes(List<Path> files, Collection<Path> alongside, TreeMap<Path, String> refusals)
            throws IOException {
        if (files.size() == 1) {
            refusals.put(files.get(0), "argo crashes");
            return;
        }
        int half = files.size() / 2;
        refusals.putAll(refusals(files.subList(0, half), alongside));
        refusals.putAll(refusals(files.subList(half, files.size()), alongside));
    }

    private static void note(String line, Set<Path> files, TreeMap<Path, String> refusals) {
        int colon = line.indexOf(": in \"");
        if (colon > 0 && files.contains(Path.of(line.substring(0, colon)))) {
            refusals.putIfAbsent(Path.of(line.substring(0, colon)), line.substring(colon + 2));
        }
    }

    private List<String> run(Collection<Path> files, Collection<Path> alongside) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command.toString(), "lint", "--offline", "-o", "simple"));
        files.stream().sorted().map(Path::toString).forEach(arguments::add);
        alongside.stream().map(Path::toString).forEach(arguments::add);
        Path output = Files.createTempFile("argo-lint", ".txt");
        try {
            Process process = new ProcessBuilder(arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.waitFor();
            List<String> lines =
                    Files.readString(output, StandardCharsets.UTF_8).lines().toList();
            if (lines.stream()
                    .anyMatch(line ->
                            line.contains("duplicate Cluster") || line.contains("duplicate WorkflowTemplate"))) {
                throw new IllegalStateException("argo says: " + lines);
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output);
        }
    }
}
