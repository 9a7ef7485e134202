package io.tiphys.validation.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Texts in YAML of many origins. */
public final class YamlTexts {
    private static final int LARGEST = 60_000;
    private static final String SUITE = "/io/tiphys/validation/yaml/yaml-test-suite.json";

    /** A text, and what it is called. */
    public record Text(String name, String content) {
        /** The text as it is in a file. */
        public byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }

    private YamlTexts() {}

    /** Every case of the YAML test suite. */
    public static List<Text> suite() throws IOException {
        List<Text> texts = new ArrayList<>();
        try (InputStream file = YamlTexts.class.getResourceAsStream(SUITE)) {
            for (JsonNode one : new ObjectMapper().readTree(Objects.requireNonNull(file))) {
                texts.add(new Text(
                        one.path("id").asText() + " " + one.path("name").asText(),
                        one.path("yaml").asText()));
            }
        }
        return texts;
    }

    /** The YAML and JSON files of a directory of Go's module cache and all below it; none if it is not there. */
    public static List<Text> ofModules(String directory, int step) throws IOException {
        String modules = System.getenv("GOMODCACHE");
        Path cache = modules == null ? Path.of(System.getProperty("user.home"), "go/pkg/mod") : Path.of(modules);
        Path root = cache.resolve(directory);
        return Files.isDirectory(root) ? below(root, step) : List.of();
    }

    /** @param step of so many files one is taken */
    private static List<Text> below(Path root, int step) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(YamlTexts::isTaken).sorted().toList();
        }
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < files.size(); i += step) {
            Path file = files.get(i);
            texts.add(new Text(
                    root.relativize(file).toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        }
        return texts;
    }

    private static boolean isTaken(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".tpl");
        try {
            return yaml && Files.isRegularFile(file) && Files.size(file) < LARGEST;
        } catch (IOException e) {
            return false;
        }
    }
}
