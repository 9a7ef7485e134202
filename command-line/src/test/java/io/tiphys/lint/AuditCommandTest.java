package io.tiphys.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.audit.AuditChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
    private static final String OTHER =
            "2026-11-30T04:00:00.000Z INFO  [-] io.tiphys.gateway serving on http://127.0.0.1:8080";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void acceptsAWholeLogOfEachFormat(boolean json) throws IOException {
        Path log = write("gateway.log", lines(5, json));
        assertThat(run("audit", "verify", log.toString())).isZero();
        assertThat(out.toString()).contains(": 5 lines", "Every line fits its chain.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesTheLineThatWasChangedAndTheOneThatIsMissing(boolean json) throws IOException {
        List<String> lines = lines(6, json);
        lines.set(2, lines.get(2).replace("ada", "eve"));
        lines.remove(4);
        Path log = write("gateway.log", lines);
        assertThat(run("audit", "verify", log.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(log + ":3: line 2 of chain", "was changed", log + ":5: line 5", "1 missing", "2 faults");
    }

    @Test
    void followsAChainOverRotatedFiles() throws IOException {
        List<String> lines = lines(6, false);
        Path first = write("gateway.log.1", lines.subList(0, 4));
        Path second = write("gateway.log", lines.subList(4, 7));
        assertThat(run("audit", "verify", first.toString(), second.toString())).isZero();
        assertThat(run("audit", "verify", second.toString(), first.toString())).isEqualTo(1);
    }

    @Test
    void failsWithoutAnythingToVerify() throws IOException {
        assertThat(run("audit", "verify", write("other.log", List.of(OTHER)).toString()))
                .isEqualTo(2);
        assertThat(run("audit", "verify", directory.resolve("absent").toString()))
                .isEqualTo(2);
        assertThat(run("audit")).isEqualTo(2);
        assertThat(run("audit", "check", "x")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no line of an audit log", "There is no file", "usage: tiphys-lint audit verify");
        assertThat(run("audit", "--help")).isZero();
    }

    private int run(String... arguments) {
        return TiphysCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), lines);
    }

    private static List<String> lines(int number, boolean json) {
        List<String> lines = new ArrayList<>(List.of(OTHER));
        String previous = AuditChain.NONE;
        for (int i = 1; i <= number; i++) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("caller", "ada");
            fields.put("outcome", "OK");
            fields.put("time", "2026-11-30T04:00:0" + i + ".000Z");
            fields.put(AuditChain.CHAIN, "5f3a");
            fields.put(AuditChain.NUMBER, Integer.toString(i));
            fields.put(AuditChain.PREVIOUS, previous);
            previous = AuditChain.hash(fields);
            fields.put(AuditChain.HASH, previous);
            lines.add(json ? json(fields) : text(fields));
        }
        return lines;
    }

    private static String text(Map<String, String> fields) {
        return "2026-11-30T04:00:00.000Z INFO  [id] io.tiphys.audit call "
                + fields.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String json(Map<String, String> fields) {
        String pairs = fields.entrySet().stream()
                .map(field -> "{\"" + field.getKey() + "\":\"" + field.getValue() + "\"}")
                .collect(Collectors.joining(","));
        return "{\"timestamp\":1764475200000,\"level\":\"INFO\",\"loggerName\":\"io.tiphys.audit\",\"mdc\":{\"a\":\"b\"},"
                + "\"kvpList\":[" + pairs + "],\"formattedMessage\":\"call\"}";
    }
}
