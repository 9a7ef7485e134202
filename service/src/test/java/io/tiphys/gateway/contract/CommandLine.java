package io.tiphys.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.contract.GatewayDriver.RuleView;
import io.tiphys.lint.TiphysCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code tiphys-lint} says of a document.
 *
 * @param code what the command ends with
 * @param findings what it prints
 */
record CommandLine(int code, List<RuleView> findings) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static CommandLine lint(byte[] document) {
        try {
            Path file = Files.createTempFile("document", ".yaml");
            try {
                Files.write(file, document);
                StringWriter out = new StringWriter();
                int code = TiphysCommand.run(
                        new PrintWriter(out), new PrintWriter(Writer.nullWriter()), "-o", "json", file.toString());
                return new CommandLine(code, findings(JSON.readTree(out.toString())));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RuleView> findings(JsonNode printed) {
        List<RuleView> findings = new ArrayList<>();
        for (JsonNode one : printed) {
            findings.add(new RuleView(
                    one.path("rule").asText(),
                    one.path("severity").asText().toUpperCase(Locale.ROOT),
                    one.path("pointer").asText(),
                    one.path("line").asInt(),
                    one.path("column").asInt(),
                    one.path("message").asText(),
                    Optional.ofNullable(one.get("hint")).map(JsonNode::asText),
                    one.path("link").asText()));
        }
        return findings;
    }
}
