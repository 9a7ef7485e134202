package io.tiphys.lint;

import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.rule.RuleSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiphys lint}. */
@Command(
        name = "lint",
        description = "Says everything that is wrong with Workflows, WorkflowTemplates, ClusterWorkflowTemplates and"
                + " CronWorkflows. References are looked up among the files that are given.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:No errors; there may be warnings.",
            "1:At least one error.",
            "2:A file cannot be read, or the command is not well-formed."
        })
final class LintCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files (YAML or JSON, also with several documents), directories, or - for the standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.TEXT;

    @Option(
            names = {"-r", "--rule"},
            paramLabel = "RULE=SEVERITY",
            description = "Makes a rule an error or a warning, or switches it off: error, warning, off.")
    private Map<String, String> rules = new HashMap<>();

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "auto, always or never. auto looks at the terminal and at NO_COLOR.")
    private String color = "auto";

    @Override
    public Integer call() {
        List<SourceFile> read = new ArrayList<>();
        try {
            for (String file : files) {
                read.addAll(file.equals("-") ? List.of(standardInput()) : SourceFiles.under(Path.of(file)));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), "Cannot read " + e.getMessage());
        }
        FileSet set = new FileSet(read, settings());
        List<FileFindings> found = read.stream()
                .map(file -> new FileFindings(file.name(), set.lint(file)))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        output.printer(isColored()).print(found, out);
        out.flush();
        boolean errors =
                found.stream().flatMap(file -> file.findings().stream()).anyMatch(it -> it.isError());
        return errors ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static SourceFile standardInput() throws IOException {
        InputStream input = System.in;
        return SourceFile.read("-", SourceFiles.bounded(input), true);
    }

    private boolean isColored() {
        return switch (color) {
            case "always" -> true;
            case "never" -> false;
            default -> System.console() != null && System.getenv("NO_COLOR") == null;
        };
    }

    private RuleSettings settings() {
        RuleSettings settings = RuleSettings.DEFAULT;
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            settings = switch (rule.getValue()) {
                case "error" -> settings.with(rule.getKey(), Severity.ERROR);
                case "warning" -> settings.with(rule.getKey(), Severity.WARNING);
                case "off" -> settings.without(rule.getKey());
                default ->
                    throw new ParameterException(
                            spec.commandLine(), "A rule is error, warning or off, and not " + rule.getValue() + ".");
            };
        }
        return settings;
    }
}
