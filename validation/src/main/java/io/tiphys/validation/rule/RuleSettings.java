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
 * What a place makes of the rules: some weigh more or less there, some are switched off. Immutable.
 *
 * @param severities how much the findings of a rule weigh, by its id
 * @param off the ids of rules whose findings are left out
 */
public record RuleSettings(Map<String, Severity> severities, Set<String> off) {
    /** Every rule as it is. */
    public static final RuleSettings DEFAULT = new RuleSettings(Map.of(), Set.of());

    public RuleSettings {
        severities = Map.copyOf(severities);
        off = Set.copyOf(off);
    }

    /** The same settings, with another weight for a rule. */
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

    /** How much a finding of a rule weighs at this place; empty when it is left out. */
    Optional<Severity> weight(Rule rule) {
        return off.contains(rule.id())
                ? Optional.empty()
                : Optional.of(severities.getOrDefault(rule.id(), rule.severity()));
    }

    /** Findings as they count at this place. */
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
