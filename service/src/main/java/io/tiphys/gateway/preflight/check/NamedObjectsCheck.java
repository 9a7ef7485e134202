package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.object.ObjectNeed;
import io.tiphys.validation.requirement.object.ObjectNeed.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that the secrets, config maps and priority classes of a workflow exist, with the keys that the workflow uses. */
public final class NamedObjectsCheck implements ClusterCheck {
    /** The need for one entry of one object, reported at its first source location only. */
    private record Entry(Kind kind, String name, Optional<String> key) {}

    @Override
    public InspectionRule rule() {
        return InspectionRule.SECRET_EXISTS;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return decided(inspection).stream()
                .<StateQuestion<?>>map(need -> question(need, inspection))
                .distinct()
                .toList();
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        List<WorkflowFinding> findings = new ArrayList<>();
        for (ObjectNeed need : decided(inspection)) {
            StateQuestion<?> question = question(need, inspection);
            switch (inspection.state().ask(question)) {
                case Known<?>(var value) -> missingKey(need, value).ifPresent(findings::add);
                case Absent<?> ignored -> absent(need).ifPresent(findings::add);
                case StateAnswer<?> other ->
                    findings.add(inspection.unchecked(
                            need.place(),
                            rule(need),
                            capital(need.kind().text()) + " '" + need.name() + "'",
                            question,
                            other));
            }
        }
        inspection.requirements().objects().stream()
                .filter(need -> looksAt(need) && !need.decided())
                .map(NamedObjectsCheck::undecided)
                .forEach(findings::add);
        return findings;
    }

    private static Collection<ObjectNeed> decided(Inspection inspection) {
        Map<Entry, ObjectNeed> first = new LinkedHashMap<>();
        inspection.requirements().objects().stream()
                .filter(need -> looksAt(need) && need.decided())
                .forEach(need -> first.merge(
                        new Entry(need.kind(), need.name(), need.key()),
                        need,
                        (one, other) -> one.optional() && !other.optional() ? other : one));
        return first.values();
    }

    private static boolean looksAt(ObjectNeed need) {
        return need.kind() != Kind.VOLUME_CLAIM;
    }

    private static StateQuestion<?> question(ObjectNeed need, Inspection inspection) {
        return switch (need.kind()) {
            case SECRET, IMAGE_PULL_SECRET ->
                new StateQuestion.SecretKeys(need.name(), keysWanted(need.name(), inspection));
            case CONFIG_MAP -> new StateQuestion.ConfigMapKeys(need.name());
            case PRIORITY_CLASS -> new StateQuestion.PriorityClassExists(need.name());
            case VOLUME_CLAIM -> new StateQuestion.Claim(need.name());
        };
    }

    /** The result is the same for every use of a secret, so that each secret is read once. */
    public static boolean keysWanted(String secret, Inspection inspection) {
        return inspection.requirements().objects().stream()
                .anyMatch(one -> (one.kind() == Kind.SECRET || one.kind() == Kind.IMAGE_PULL_SECRET)
                        && one.name().equals(secret)
                        && one.key().isPresent());
    }

    private static Optional<WorkflowFinding> missingKey(ObjectNeed need, Object value) {
        boolean missing = need.key().isPresent()
                && !need.optional()
                && value instanceof Set<?> keys
                && !keys.contains(need.key().get());
        return missing
                ? Optional.of(WorkflowFinding.at(
                                need.place(),
                                rule(need),
                                Severity.ERROR,
                                capital(need.kind().text()) + " '" + need.name() + "' has no key '"
                                        + need.key().get() + "'.")
                        .withHint("Correct the key, or add it to the "
                                + need.kind().text() + "."))
                : Optional.empty();
    }

    private static Optional<WorkflowFinding> absent(ObjectNeed need) {
        if (need.optional()) {
            return Optional.empty();
        }
        boolean pull = need.kind() == Kind.IMAGE_PULL_SECRET;
        return Optional.of(WorkflowFinding.at(
                        need.place(),
                        rule(need),
                        pull ? Severity.WARNING : Severity.ERROR,
                        capital(need.kind().text()) + " '" + need.name() + "' does not exist"
                                + (pull ? ": private images cannot be pulled." : "."))
                .withHint("Correct the name, or create it."));
    }

    private static WorkflowFinding undecided(ObjectNeed need) {
        return WorkflowFinding.at(
                need.place(),
                rule(need),
                Severity.UNCHECKED,
                "Which " + need.kind().text() + " this is is known only while the workflow runs.");
    }

    private static InspectionRule rule(ObjectNeed need) {
        return switch (need.kind()) {
            case SECRET -> InspectionRule.SECRET_EXISTS;
            case IMAGE_PULL_SECRET -> InspectionRule.PULL_SECRET_EXISTS;
            case CONFIG_MAP -> InspectionRule.CONFIG_MAP_EXISTS;
            case PRIORITY_CLASS -> InspectionRule.PRIORITY_CLASS_EXISTS;
            case VOLUME_CLAIM -> InspectionRule.CLAIM_USABLE;
        };
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
