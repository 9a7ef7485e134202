package io.tiphys.validation.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An Argo release line with data: its fields, and the limits of its custom resource definitions. {@code tools/workflow-fields}
 * and {@code tools/workflow-schema} add a line. Immutable.
 */
public final class ArgoVersion {
    private static final String INDEX = "argo-versions.txt";

    private static final List<ArgoVersion> KNOWN = load();

    /** The release line that documents are checked against by default. */
    public static final ArgoVersion DEFAULT = of("4.0").orElseThrow();

    private final String line;

    private ArgoVersion(String line) {
        this.line = line;
    }

    /** All release lines with data, oldest first. */
    public static List<ArgoVersion> known() {
        return KNOWN;
    }

    /**
     * The line of a release.
     *
     * @param version major and minor, for example {@code 4.0}; a leading {@code v} and the rest are ignored
     * @return empty for a release without data
     */
    public static Optional<ArgoVersion> of(String version) {
        String plain = version.startsWith("v") ? version.substring(1) : version;
        return KNOWN.stream()
                .filter(known -> plain.equals(known.line) || plain.startsWith(known.line + "."))
                .findFirst();
    }

    /** Major and minor, for example {@code 4.0}. */
    public String line() {
        return line;
    }

    @Override
    public String toString() {
        return line;
    }

    private static List<ArgoVersion> load() {
        try (InputStream stream = ArgoVersion.class.getResourceAsStream(INDEX)) {
            String index = new String(Objects.requireNonNull(stream, INDEX).readAllBytes(), StandardCharsets.UTF_8);
            return index.lines().map(ArgoVersion::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
