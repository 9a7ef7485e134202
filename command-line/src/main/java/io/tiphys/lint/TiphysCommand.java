package io.tiphys.lint;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.ParseException;

/** The command {@code tiphys-lint}. */
public final class TiphysCommand {
    static final int FINE = 0;
    static final int ERRORS = 1;
    static final int FAILED = 2;

    private static final Set<String> VERSION_OPTIONS = Set.of("-V", "--version");

    private TiphysCommand() {}

    /** Ends the process: 0 without errors, 1 with errors in the files, 2 when the command itself fails. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.flush();
        System.exit(code);
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0 without errors, 1 with errors in the files, 2 when the command fails
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        if (arguments.length == 1 && VERSION_OPTIONS.contains(arguments[0])) {
            out.println("tiphys-lint " + version());
            return FINE;
        }
        if (arguments.length > 0 && arguments[0].equals(AuditCommand.NAME)) {
            return new AuditCommand(out, err).run(List.of(arguments).subList(1, arguments.length));
        }
        return lint(out, err, arguments);
    }

    /** The module's version, which Maven writes into the file. */
    private static String version() {
        try (InputStream file = TiphysCommand.class.getResourceAsStream("version.txt")) {
            return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the version cannot be read", e);
        }
    }

    private static int lint(PrintWriter out, PrintWriter err, String... arguments) {
        LintCommand command = new LintCommand(out, err);
        try {
            LintArguments parsed = LintArguments.parse(arguments);
            if (parsed.help()) {
                command.help();
                return FINE;
            }
            return command.run(parsed);
        } catch (ParseException e) {
            err.println("tiphys-lint: " + e.getMessage());
            err.println("tiphys-lint --help lists the options.");
            return FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException("help cannot be printed", e);
        }
    }
}
