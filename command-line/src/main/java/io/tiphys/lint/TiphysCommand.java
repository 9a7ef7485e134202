package io.tiphys.lint;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.cli.ParseException;

/** The command {@code tiphys}. */
public final class TiphysCommand {
    static final int FINE = 0;
    static final int ERRORS = 1;
    static final int FAILED = 2;

    private static final String USAGE = """
            Works with workflows of Argo.

              tiphys lint FILE...   says everything that is wrong with files
              tiphys lint --help    says more about that
              tiphys --version      prints the version
            """;

    private TiphysCommand() {}

    /** Ends the process: 0 when nothing is wrong, 1 when something is, 2 when the command itself cannot be done. */
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
     * @return what the process ends with: 0 when nothing is wrong, 1 when something is, 2 when the command cannot be done
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "lint" -> {
                return lint(out, err, Arrays.copyOfRange(arguments, 1, arguments.length));
            }
            case "-V", "--version" -> out.println("tiphys 0.1.0");
            case "-h", "--help" -> out.print(USAGE);
            default -> {
                err.print(USAGE);
                err.flush();
                return FAILED;
            }
        }
        return FINE;
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
            err.println("tiphys: " + e.getMessage());
            err.println("tiphys lint --help lists the options.");
            return FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException("help cannot be printed", e);
        }
    }
}
