package io.tiphys.lint;

import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** {@code tiphys-lint}. */
final class LintCommand {
    private static final String DESCRIPTION =
            "Reports all errors of Workflows, WorkflowTemplates, ClusterWorkflowTemplates and CronWorkflows."
                    + " FILE is a file (YAML or JSON, also with several documents), a directory, a pattern in quotes (\"**/*.yaml\"), or - for the standard input."
                    + " Documents of other kinds, as kustomize and helm print them, are left out."
                    + " References are looked up among the files that are given.";
    private static final String EXIT_CODES = "Exit codes: 0 no errors, there may be warnings; 1 at least one error;"
            + " 2 a file cannot be read (the others are checked), or the command is not well-formed.";

    private final PrintWriter out;
    private final PrintWriter err;

    LintCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Prints the options. */
    void help() throws IOException {
        HelpFormatter formatter = HelpFormatter.builder()
                .setHelpAppendable(new TextHelpAppendable(out))
                .setShowSince(false)
                .get();
        formatter.printHelp("tiphys-lint [OPTIONS] FILE...", DESCRIPTION, LintArguments.options(), EXIT_CODES, false);
    }

    /** Lints files, prints the findings, and returns the exit code. */
    int run(LintArguments arguments) {
        // The rules' data is loaded while the files are read.
        Thread preparation = new Thread(() -> WorkflowValidator.prepare(arguments.version()), "preparation");
        preparation.setDaemon(true);
        preparation.start();
        List<SourceFile> read = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String file : arguments.files()) {
            try {
                read.addAll(
                        file.equals("-")
                                ? List.of(SourceFiles.standardInput())
                                : SourceFiles.of(file, unreadable::add));
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                unreadable.add(SourceFiles.reason(file, e));
            }
        }
        unreadable.forEach(reason -> err.println("tiphys-lint: " + reason));
        if (read.isEmpty() && !unreadable.isEmpty()) {
            return TiphysCommand.FAILED;
        }
        FileSet set = new FileSet(read, arguments.settings(), arguments.version());
        List<FileFindings> found = read.stream()
                .map(file -> new FileFindings(file.name(), set.lint(file)))
                .toList();
        arguments.output().printer(isColored(arguments.color())).print(found, out);
        out.flush();
        if (!unreadable.isEmpty()) {
            return TiphysCommand.FAILED;
        }
        boolean errors =
                found.stream().flatMap(file -> file.findings().stream()).anyMatch(Finding::isError);
        return errors ? TiphysCommand.ERRORS : TiphysCommand.FINE;
    }

    private static boolean isColored(String color) {
        return switch (color) {
            case "always" -> true;
            case "never" -> false;
            default -> Terminal.isThere() && System.getenv("NO_COLOR") == null;
        };
    }
}
