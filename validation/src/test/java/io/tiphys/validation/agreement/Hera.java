package io.tiphys.validation.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The YAML that Hera, Argo's Python client, makes of a workflow for each of its features. */
final class Hera {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Hera() {}

    /** The documents; where Hera cannot be had the test is skipped with a word of why. */
    static List<String> documents() throws IOException, InterruptedException {
        String python = output("tools/python-environment", "validation/src/test/python/requirements.txt");
        if (python.isBlank()) {
            String reason = "skipped: Hera cannot be installed on this machine";
            System.out.println(reason);
            abort(reason);
        }
        String yaml = output(python.strip(), "validation/src/test/python/hera_features.py");
        return Arrays.stream(yaml.split("(?m)^---.*$"))
                .filter(document -> !document.isBlank())
                .toList();
    }

    /** What a command prints; nothing when it fails. */
    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? output : "";
    }
}
