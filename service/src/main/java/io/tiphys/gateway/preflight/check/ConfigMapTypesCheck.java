package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.object.TypedConfigMap;
import io.tiphys.validation.requirement.object.TypedConfigMap.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that config maps for memoization and for parameter values have the label that Argo requires. */
public final class ConfigMapTypesCheck implements ClusterCheck {
    private record Use(String name, Type type) {}

    @Override
    public InspectionRule rule() {
        return InspectionRule.CONFIG_MAP_TYPE;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return decided(inspection).stream()
                .<StateQuestion<?>>map(map -> new StateQuestion.ConfigMapLabels(map.name()))
                .distinct()
                .toList();
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        Stream<WorkflowFinding> decided = decided(inspection).stream().flatMap(map -> check(map, inspection).stream());
        Stream<WorkflowFinding> undecided = inspection.requirements().typedConfigMaps().stream()
                .filter(map -> !map.decided() && map.type() == Type.CACHE)
                .map(map -> WorkflowFinding.at(
                        map.place(),
                        rule(),
                        Severity.UNCHECKED,
                        "The config map for the results of this template is known only while the workflow runs."));
        return Stream.concat(decided, undecided).toList();
    }

    private Optional<WorkflowFinding> check(TypedConfigMap map, Inspection inspection) {
        var question = new StateQuestion.ConfigMapLabels(map.name());
        return switch (inspection.state().ask(question)) {
            case Known<Map<String, String>>(var labels) ->
                check(map, Optional.ofNullable(labels.get(TypedConfigMap.LABEL)));
            case Absent<Map<String, String>> ignored ->
                Optional.empty(); // created by Argo, or reported by NamedObjectsCheck
            case StateAnswer<Map<String, String>> other ->
                map.type() == Type.CACHE
                        ? Optional.of(inspection.unchecked(
                                map.place(), rule(), "The label of config map '" + map.name() + "'", question, other))
                        : Optional.empty();
        };
    }

    /** For parameters the controller ignores a config map without the label and uses the default value. */
    private Optional<WorkflowFinding> check(TypedConfigMap map, Optional<String> label) {
        boolean fits = label.equals(Optional.of(map.type().label()));
        boolean unseen = map.type() == Type.PARAMETER && map.optional() && label.isEmpty();
        if (fits || unseen) {
            return Optional.empty();
        }
        String wanted = TypedConfigMap.LABEL + ": " + map.type().label();
        String purpose = map.type() == Type.CACHE ? "keeps results of templates in it" : "reads parameters from it";
        return Optional.of(WorkflowFinding.at(
                        map.place(),
                        rule(),
                        Severity.ERROR,
                        "Config map '" + map.name() + "' "
                                + label.map(value -> "has the label " + TypedConfigMap.LABEL + ": " + value)
                                        .orElse("does not have the label " + TypedConfigMap.LABEL)
                                + ", and Argo only " + purpose + " with the label " + wanted + ".")
                .withHint("Set the label, or name another config map."));
    }

    private static Collection<TypedConfigMap> decided(Inspection inspection) {
        Map<Use, TypedConfigMap> first = new LinkedHashMap<>();
        inspection.requirements().typedConfigMaps().stream()
                .filter(TypedConfigMap::decided)
                .forEach(map -> first.merge(
                        new Use(map.name(), map.type()),
                        map,
                        (one, other) -> one.optional() && !other.optional() ? other : one));
        return first.values();
    }
}
