package io.tiphys.lint;

import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.rule.ArgoVersion;
import io.tiphys.validation.rule.RuleSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code tiphys-lint}.
 *
 * @param help whether only the help is requested
 * @param files paths, or {@code -}
 * @param output the output format
 * @param color {@code auto}, {@code always} or {@code never}
 * @param settings the severities of the rules
 * @param version the Argo releases of the documents
 */
record LintArguments(
        boolean help,
        List<String> files,
        OutputFormat output,
        String color,
        RuleSettings settings,
        ArgoVersion version) {
    private static final Set<String> COLORS = Set.of("auto", "always", "never");

    /** The options, with their help texts. */
    static Options options() {
        Options options = new Options();
        options.addOption(option("o", "output", "FORMAT", "How to print: " + formats() + ". Default: text."));
        options.addOption(option(
                "r",
                "rule",
                "RULE=SEVERITY",
                "Makes a rule an error or a warning, or switches it off: error, warning, off. May be repeated."));
        options.addOption(option(
                null,
                "argo-version",
                "VERSION",
                "The releases of Argo that the documents are for: " + versions() + ". Default: " + ArgoVersion.DEFAULT
                        + "."));
        options.addOption(
                option(null, "color", "WHEN", "auto, always or never. auto looks at the terminal and at NO_COLOR."));
        options.addOption("h", "help", false, "Prints this.");
        return options;
    }

    private static Option option(@Nullable String letter, String name, String value, String description) {
        Option.Builder option = letter == null ? Option.builder() : Option.builder(letter);
        return option.longOpt(name).hasArg().argName(value).desc(description).get();
    }

    /**
     * Parses the arguments after {@code lint}.
     *
     * @throws ParseException with a sentence for the user
     */
    static LintArguments parse(String... arguments) throws ParseException {
        CommandLine line =
                DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), arguments);
        boolean help = line.hasOption("help");
        if (!help && line.getArgList().isEmpty()) {
            throw new ParseException("Name the files: tiphys-lint FILE..., or - for the standard input.");
        }
        return new LintArguments(
                help,
                List.copyOf(line.getArgList()),
                output(line.getOptionValue("output", "text")),
                color(line.getOptionValue("color", "auto")),
                settings(line.getOptionValues("rule")),
                version(line.getOptionValue("argo-version", ArgoVersion.DEFAULT.line())));
    }

    private static OutputFormat output(String name) throws ParseException {
        return Stream.of(OutputFormat.values())
                .filter(format -> format.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new ParseException("There is no output '" + name + "'. Use one of: " + formats() + "."));
    }

    private static String color(String when) throws ParseException {
        if (!COLORS.contains(when)) {
            throw new ParseException("--color is auto, always or never, and not '" + when + "'.");
        }
        return when;
    }

    private static ArgoVersion version(String version) throws ParseException {
        return ArgoVersion.of(version)
                .orElseThrow(() -> new ParseException(
                        "There is no data for Argo '" + version + "'. Use one of: " + versions() + "."));
    }

    private static RuleSettings settings(String... rules) throws ParseException {
        RuleSettings settings = RuleSettings.DEFAULT;
        for (String rule : rules == null ? new String[0] : rules) {
            int equals = rule.indexOf('=');
            String id = equals < 0 ? rule : rule.substring(0, equals);
            if (WorkflowValidator.rules().stream().map(Rule::id).noneMatch(id::equals)) {
                throw new ParseException("There is no rule '" + id + "'. docs/rules.md has all of them.");
            }
            settings = switch (equals < 0 ? "" : rule.substring(equals + 1)) {
                case "error" -> settings.with(id, Severity.ERROR);
                case "warning" -> settings.with(id, Severity.WARNING);
                case "off" -> settings.without(id);
                default ->
                    throw new ParseException("--rule sets the severity of a rule: " + id + "=error, " + id
                            + "=warning or " + id + "=off, and not '" + rule + "'.");
            };
        }
        return settings;
    }

    private static String formats() {
        return Stream.of(OutputFormat.values()).map(OutputFormat::toString).collect(Collectors.joining(", "));
    }

    private static String versions() {
        return ArgoVersion.known().stream().map(ArgoVersion::line).collect(Collectors.joining(", "));
    }
}
