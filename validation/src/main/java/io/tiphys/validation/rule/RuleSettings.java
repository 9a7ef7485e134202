package io.tiphys.validation.rule;

import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of an environment for the rules: changed severities, and rules that are switched off. Immutable.
 *
 * @param severities the severities of findings, by the id of the rule
 * @param off the ids of rules whose findings are left out
 */
public record RuleSettings(Map<String, Severity> severities, Set<String> off) {
    /** Every rule with its default severity. */
    public static final RuleSettings DEFAULT = new RuleSettings(Map.of(), Set.of());

    public RuleSettings {
        severities = Map.copyOf(severities);
        off = Set.copyOf(off);
    }

    /** The same settings, with another severity for a rule. */
    public RuleSettings with(String rule, Severity severity) {
        Map<String, Severity> more = new HashMap<>(severities);
        more.put(rule, severity);
        return new RuleSettings(more, off);
    }

    /** The same settings, without a rule. */
    public RuleSettings without(String rule) {
        Set<String> more = new HashSet<>(off);
        more.add(rule);
        return new RuleSettings(severities, more);
    }

    /** The severity of a rule's findings; empty if they are left out. */
    Optional<Severity> weight(Rule rule) {
        return off.contains(rule.id())
                ? Optional.empty()
                : Optional.of(severities.getOrDefault(rule.id(), rule.severity()));
    }

    /** Findings with the severities of these settings. */
    public List<Finding> apply(List<Finding> findings) {
        if (severities.isEmpty() && off.isEmpty()) {
            return findings;
        }
        return findings.stream()
                .filter(finding -> !off.contains(finding.rule()))
                .map(finding -> finding.withSeverity(severities.getOrDefault(finding.rule(), finding.severity())))
                .toList();
    }
}
