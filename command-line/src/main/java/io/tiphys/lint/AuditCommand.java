package io.tiphys.lint;

import io.tiphys.validation.audit.AuditVerification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code tiphys-lint audit verify FILE...}: verifies the hash chain of the gateway's audit log. */
final class AuditCommand {
    static final String NAME = "audit";

    private static final String USAGE = """
            usage: tiphys-lint audit verify FILE...
            Verifies the audit lines of a gateway's log: text or JSON, also among other lines.
            FILE is a file, or - for the standard input. Give rotated files in the order in which they were written.
            Exit codes: 0 every chain fits; 1 a line was changed, removed or added; 2 there is nothing to verify.""";

    private final PrintWriter out;
    private final PrintWriter err;
    private final AuditVerification verification = new AuditVerification();
    private long lines;

    AuditCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Verifies files, prints the faults and the chains, and returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(USAGE);
            return TiphysCommand.FINE;
        }
        if (arguments.size() < 2 || !arguments.get(0).equals("verify")) {
            err.println(USAGE);
            return TiphysCommand.FAILED;
        }
        try {
            for (String file : arguments.subList(1, arguments.size())) {
                read(file);
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            err.println("tiphys-lint: " + e.getMessage());
            return TiphysCommand.FAILED;
        }
        return report();
    }

    private void read(String file) throws IOException {
        try (InputStream input = file.equals("-") ? System.in : open(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            String line;
            for (long number = 1; (line = reader.readLine()) != null; number++) {
                String place = (file.equals("-") ? "standard input" : file) + ":" + number;
                AuditLine.fields(line).ifPresent(fields -> {
                    lines++;
                    verification.add(place, fields);
                });
            }
        }
    }

    private static InputStream open(String file) throws IOException {
        try {
            return Files.newInputStream(Path.of(file));
        } catch (IOException e) {
            throw new IOException(SourceFiles.reason(file, e), e);
        }
    }

    private int report() {
        if (lines == 0) {
            err.println("tiphys-lint: no line of an audit log was found");
            return TiphysCommand.FAILED;
        }
        verification.faults().forEach(out::println);
        verification.chains().forEach(out::println);
        int faults = verification.faults().size();
        out.println(faults == 0 ? "Every line fits its chain." : faults + (faults == 1 ? " fault" : " faults"));
        return faults == 0 ? TiphysCommand.FINE : TiphysCommand.ERRORS;
    }
}
