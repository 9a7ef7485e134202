package io.tiphys.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** SARIF 2.1.0 with one run; only the violated rules are described. */
final class SarifPrinter implements Printer {
    @Override
    public void print(List<FileFindings> files, PrintWriter out) {
        out.println(JsonPrinter.json(generator -> {
            generator.writeStartObject();
            generator.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            generator.writeStringField("version", "2.1.0");
            generator.writeArrayFieldStart("runs");
            generator.writeStartObject();
            tool(files, generator);
            generator.writeStringField("columnKind", "unicodeCodePoints");
            generator.writeArrayFieldStart("results");
            for (FileFindings file : files) {
                for (Finding finding : file.findings()) {
                    result(file.file(), finding, generator);
                }
            }
            generator.writeEndArray();
            generator.writeEndObject();
            generator.writeEndArray();
            generator.writeEndObject();
        }));
    }

    private static void tool(List<FileFindings> files, JsonGenerator generator) throws IOException {
        Set<String> broken = files.stream()
                .flatMap(file -> file.findings().stream())
                .map(Finding::rule)
                .collect(Collectors.toSet());
        generator.writeObjectFieldStart("tool");
        generator.writeObjectFieldStart("driver");
        generator.writeStringField("name", "tiphys-lint");
        generator.writeArrayFieldStart("rules");
        for (Rule rule : WorkflowValidator.rules()) {
            if (broken.contains(rule.id())) {
                generator.writeStartObject();
                generator.writeStringField("id", rule.id());
                generator.writeObjectFieldStart("shortDescription");
                generator.writeStringField("text", rule.description());
                generator.writeEndObject();
                generator.writeEndObject();
            }
        }
        generator.writeEndArray();
        generator.writeEndObject();
        generator.writeEndObject();
    }

    private static void result(String file, Finding finding, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("ruleId", finding.rule());
        generator.writeStringField("level", finding.isError() ? "error" : "warning");
        generator.writeObjectFieldStart("message");
        generator.writeStringField(
                "text",
                finding.message() + finding.hint().map(hint -> " " + hint).orElse(""));
        generator.writeEndObject();
        generator.writeArrayFieldStart("locations");
        generator.writeStartObject();
        generator.writeObjectFieldStart("physicalLocation");
        generator.writeObjectFieldStart("artifactLocation");
        generator.writeStringField("uri", uri(file));
        generator.writeEndObject();
        generator.writeObjectFieldStart("region");
        generator.writeNumberField("startLine", finding.line());
        generator.writeNumberField("startColumn", finding.column());
        generator.writeEndObject();
        generator.writeEndObject();
        generator.writeArrayFieldStart("logicalLocations");
        generator.writeStartObject();
        generator.writeStringField("fullyQualifiedName", finding.pointer());
        generator.writeEndObject();
        generator.writeEndArray();
        generator.writeEndObject();
        generator.writeEndArray();
        generator.writeEndObject();
    }

    /** A relative reference (RFC 3986): a colon in its first segment would end a scheme. */
    private static String uri(String file) {
        String path = file.replace('\\', '/');
        try {
            String encoded =
                    new URI(null, null, "/" + path, null).toASCIIString().substring(1);
            return encoded.split("/", 2)[0].contains(":") ? "./" + encoded : encoded;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every path can be written as a URI", e);
        }
    }
}
