package io.tiphys.validation.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Kubernetes' and Argo's own reader of YAML in Go: {@code tools/yaml-oracle}, which is asked over a pipe. */
public final class YamlOracle implements AutoCloseable {
    /**
     * What it makes of a text.
     *
     * @param json the JSON; empty when it is refused
     * @param refused why it is refused
     * @param strict why it is refused when no key may stand twice
     */
    public record Answer(Optional<String> json, Optional<String> refused, Optional<String> strict) {}

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private YamlOracle(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /** Builds it and starts it; without Go the test is skipped with a word of why. */
    public static YamlOracle start() throws IOException, InterruptedException {
        Path binary = Path.of("target/yaml-oracle").toAbsolutePath();
        Process build;
        try {
            build = new ProcessBuilder("go", "build", "-o", binary.toString(), ".")
                    .directory(Path.of("../tools/yaml-oracle").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            String reason = "skipped: Go, which builds Kubernetes' own reader of YAML, is not installed";
            System.out.println(reason);
            return abort(reason);
        }
        String output = new String(build.getInputStream().readAllBytes(), UTF_8);
        if (build.waitFor() != 0) {
            throw new IOException("Kubernetes' reader of YAML cannot be built: " + output);
        }
        return new YamlOracle(new ProcessBuilder(binary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What it makes of one YAML text. */
    public Answer yaml(byte[] text) throws IOException {
        return ask("yaml", text).getFirst();
    }

    /** What it makes of each piece of a file. */
    public List<Answer> file(byte[] text) throws IOException {
        return ask("file", text);
    }

    private List<Answer> ask(String command, byte[] text) throws IOException {
        commands.write(command + " " + Base64.getEncoder().encodeToString(text));
        commands.newLine();
        commands.flush();
        String line = Objects.requireNonNull(answers.readLine(), "Kubernetes' reader ended");
        List<Answer> read = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                read.add(answer(parser, line));
            }
        }
        return read;
    }

    private static Answer answer(JsonParser parser, String line) throws IOException {
        Optional<String> json = Optional.empty();
        Optional<String> refused = Optional.empty();
        Optional<String> strict = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("json")) {
                json = Optional.of(raw(parser, line));
            } else if (name.equals("refused")) {
                refused = Optional.of(parser.getText());
            } else {
                strict = Optional.of(parser.getText());
            }
        }
        return new Answer(json, refused, strict);
    }

    /** The value that the parser stands on, as it is written. */
    private static String raw(JsonParser parser, String line) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return line.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
