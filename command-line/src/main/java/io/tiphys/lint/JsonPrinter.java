package io.tiphys.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tiphys.validation.finding.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** A JSON array with one object per finding. */
final class JsonPrinter implements Printer {
    @Override
    public void print(List<FileFindings> files, PrintWriter out) {
        out.println(json(generator -> {
            generator.writeStartArray();
            for (FileFindings file : files) {
                for (Finding finding : file.findings()) {
                    write(file.file(), finding, generator);
                }
            }
            generator.writeEndArray();
        }));
    }

    private static void write(String file, Finding finding, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("file", file);
        generator.writeNumberField("line", finding.line());
        generator.writeNumberField("column", finding.column());
        generator.writeStringField("rule", finding.rule());
        generator.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        generator.writeStringField("pointer", finding.pointer());
        generator.writeStringField("message", finding.message());
        if (finding.hint().isPresent()) {
            generator.writeStringField("hint", finding.hint().get());
        }
        generator.writeStringField("link", finding.link());
        generator.writeEndObject();
    }

    /** Writes a document. */
    interface Writing {
        void write(JsonGenerator generator) throws IOException;
    }

    /** A document as text, with line breaks. */
    static String json(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            writing.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }
}
