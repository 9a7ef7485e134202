package io.tiphys.validation.requirement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workflow needs of the place where it runs.
 *
 * @param objects the objects of the cluster that it names
 * @param typedConfigMaps those of its config maps that Argo reads only with a label
 * @param accounts as which accounts its pods run, and what they do as them
 * @param pods the resources of each kind of pod that it starts
 * @param shapes the first {@link PodShape#MOST} of those pods as Argo would make them
 * @param cost how much it takes in all
 * @param claimFanOut how many pods may use a claim at the same time, by the claim's name
 * @param claimTemplates the volume claims that Argo makes for it
 * @param securityBreaches what in its pods a level of the Pod Security Standards forbids
 */
public record WorkflowRequirements(
        List<ObjectNeed> objects,
        List<TypedConfigMap> typedConfigMaps,
        List<AccountUse> accounts,
        List<PodResources> pods,
        List<PodShape> shapes,
        CostPreview cost,
        Map<String, Count> claimFanOut,
        List<ClaimTemplate> claimTemplates,
        List<PodSecurityBreach> securityBreaches) {
    public WorkflowRequirements {
        objects = List.copyOf(objects);
        typedConfigMaps = List.copyOf(typedConfigMaps);
        accounts = List.copyOf(accounts);
        pods = List.copyOf(pods);
        shapes = List.copyOf(shapes);
        claimFanOut = Map.copyOf(claimFanOut);
        claimTemplates = List.copyOf(claimTemplates);
        securityBreaches = List.copyOf(securityBreaches);
    }

    /** What a workflow needs as far as its templates are known. */
    public static WorkflowRequirements of(TemplateLibrary library) {
        EffectiveSpecification specification = library.specification();
        List<ReachedTemplate> templates = new TemplateWalk(library).reached();
        List<PodTemplate> pods = templates.stream()
                .map(template -> PodTemplate.of(specification, template))
                .flatMap(Optional::stream)
                .toList();
        FanOut fanOut = new FanOutTree(library).total();
        return new WorkflowRequirements(
                ObjectNeeds.of(specification, templates),
                TypedConfigMaps.of(specification, templates),
                AccountUses.of(specification, templates),
                pods.stream().map(pod -> PodResources.of(pod, specification)).toList(),
                pods.stream()
                        .limit(PodShape.MOST)
                        .map(pod -> PodShapes.of(specification, pod))
                        .toList(),
                new CostTree(library).total().plus(agent(templates)),
                fanOut.byClaim(),
                ClaimTemplate.of(specification, fanOut),
                pods.stream()
                        .flatMap(pod -> PodSecurityRules.breachesOf(specification, pod).stream())
                        .toList());
    }

    /** All {@code http} and {@code plugin} templates of a workflow share one pod, if one of them runs. */
    private static CostPreview agent(List<ReachedTemplate> templates) {
        boolean used = templates.stream()
                .anyMatch(template -> template.template().get("http").isPresent()
                        || template.template().get("plugin").isPresent());
        return used ? new CostPreview(Count.ONE.orNone(), Count.NONE, Count.NONE) : CostPreview.NOTHING;
    }
}
