package io.tiphys.lint;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tiphys}. */
@Command(
        name = "tiphys",
        description = "Works with workflows of Argo.",
        mixinStandardHelpOptions = true,
        version = "tiphys 0.1.0",
        subcommands = LintCommand.class)
public final class TiphysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Made by {@link #main} and by picocli. */
    public TiphysCommand() {}

    /** Ends the process: 0 when nothing is wrong, 1 when something is, 2 when the command itself cannot be done. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.flush();
        System.exit(code);
    }

    /** Runs the command, and returns what the process ends with. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new TiphysCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: tiphys lint FILE...");
    }
}
