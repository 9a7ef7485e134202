package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.configuration.Spelling;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.rule.RuleSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Verifies {@code rules}: the severities that an environment assigns to rules of the validator. */
final class RulesVerifier {
    private static final Set<String> ALL = ids(WorkflowValidator.rules());
    private static final Set<String> ADJUSTABLE = ids(WorkflowValidator.adjustableRules());

    private final Findings findings;
    private final Set<String> listed = new HashSet<>();

    RulesVerifier(Findings findings) {
        this.findings = findings;
    }

    /** The settings of the configurable rules; every other rule is a finding. */
    RuleSettings verify(EnvironmentConfiguration.Rules configured) {
        RuleSettings settings = RuleSettings.DEFAULT;
        for (String rule : usable("rules.errors", configured.errors())) {
            settings = settings.with(rule, Severity.ERROR);
        }
        for (String rule : usable("rules.warnings", configured.warnings())) {
            settings = settings.with(rule, Severity.WARNING);
        }
        for (String rule : usable("rules.ignored", configured.ignored())) {
            settings = settings.without(rule);
        }
        return settings;
    }

    private List<String> usable(String property, List<String> rules) {
        return rules.stream().filter(rule -> isUsable(property, rule)).toList();
    }

    private boolean isUsable(String property, String rule) {
        if (!ALL.contains(rule)) {
            String suggestion = Spelling.nearest(rule, List.copyOf(ADJUSTABLE))
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("; docs/rules.md lists all rules");
            findings.severe(property, "'" + rule + "' is not the id of a rule" + suggestion);
        } else if (!ADJUSTABLE.contains(rule)) {
            findings.severe(property, "'" + rule + "' has a fixed severity; remove it");
        } else if (!listed.add(rule)) {
            findings.severe(property, "'" + rule + "' is listed twice");
        } else {
            return true;
        }
        return false;
    }

    private static Set<String> ids(List<Rule> rules) {
        return rules.stream().map(Rule::id).collect(Collectors.toUnmodifiableSet());
    }
}
