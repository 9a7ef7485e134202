package io.tiphys.validation.requirement;

import io.tiphys.validation.requirement.account.AccountUse;
import io.tiphys.validation.requirement.account.AccountUse.Task;
import io.tiphys.validation.requirement.account.AccountUses;
import io.tiphys.validation.requirement.cost.CostPreview;
import io.tiphys.validation.requirement.cost.CostTree;
import io.tiphys.validation.requirement.cost.PodResources;
import io.tiphys.validation.requirement.object.ObjectNeed;
import io.tiphys.validation.requirement.object.ObjectNeeds;
import io.tiphys.validation.requirement.object.TypedConfigMap;
import io.tiphys.validation.requirement.object.TypedConfigMaps;
import io.tiphys.validation.requirement.pod.ClaimTemplate;
import io.tiphys.validation.requirement.pod.FanOut;
import io.tiphys.validation.requirement.pod.FanOutTree;
import io.tiphys.validation.requirement.pod.PodSecurityBreach;
import io.tiphys.validation.requirement.pod.PodSecurityRules;
import io.tiphys.validation.requirement.pod.PodShape;
import io.tiphys.validation.requirement.pod.PodShapes;
import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.pod.PodsBeside;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import io.tiphys.validation.requirement.template.TemplateWalk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requirements of a workflow for the cluster and namespace in which it runs.
 *
 * @param objects the objects of the cluster that it names
 * @param typedConfigMaps those of its config maps that Argo reads only with a label
 * @param accounts the accounts of its pods, and their tasks
 * @param pods the resources of each kind of pod that it starts
 * @param shapes the first {@link PodShape#MOST} of those pods as Argo would create them, then those beside: the agent's and
 *     those that delete artifacts
 * @param cost its total cost
 * @param claimFanOut the number of simultaneous pods with a claim, by the claim's name
 * @param claimTemplates the volume claims that Argo creates for it
 * @param securityBreaches parts of its pods that a level of the Pod Security Standards forbids
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

    /** The requirements of a workflow, as far as its templates are known. */
    public static WorkflowRequirements of(TemplateLibrary library) {
        EffectiveSpecification specification = library.specification();
        List<ReachedTemplate> templates = new TemplateWalk(library).reached();
        List<PodTemplate> pods = templates.stream()
                .map(template -> PodTemplate.of(specification, template))
                .flatMap(Optional::stream)
                .toList();
        List<AccountUse> accounts = AccountUses.of(specification, templates);
        FanOut fanOut = new FanOutTree(library).total();
        return new WorkflowRequirements(
                ObjectNeeds.of(specification, templates),
                TypedConfigMaps.of(specification, templates),
                accounts,
                pods.stream().map(pod -> PodResources.of(pod, specification)).toList(),
                Stream.concat(
                                pods.stream().limit(PodShape.MOST).map(pod -> PodShapes.of(specification, pod)),
                                beside(specification, accounts))
                        .toList(),
                new CostTree(library).total().plus(agent(templates)),
                fanOut.byClaim(),
                ClaimTemplate.of(specification, fanOut),
                pods.stream()
                        .flatMap(pod -> PodSecurityRules.breachesOf(specification, pod).stream())
                        .toList());
    }

    /** At most one agent, and a pod for each account that deletes artifacts. */
    private static Stream<PodShape> beside(EffectiveSpecification specification, List<AccountUse> accounts) {
        Map<String, PodShape> pods = new LinkedHashMap<>();
        for (AccountUse use : accounts) {
            PodsBeside.Acting acting = new PodsBeside.Acting(use.account(), use.place());
            if (use.task() instanceof Task.RunAgent) {
                pods.computeIfAbsent("agent", key -> PodsBeside.agent(specification, acting));
            } else if (use.task() instanceof Task.DeleteArtifacts) {
                pods.computeIfAbsent("as " + use.account(), key -> PodsBeside.deletion(specification, acting));
            }
        }
        return pods.values().stream().limit(PodShape.MOST);
    }

    /** All {@code http} and {@code plugin} templates of a workflow share one pod, if one of them runs. */
    private static CostPreview agent(List<ReachedTemplate> templates) {
        boolean used = templates.stream()
                .anyMatch(template -> template.template().get("http").isPresent()
                        || template.template().get("plugin").isPresent());
        return used ? new CostPreview(Count.ONE.orNone(), Count.NONE, Count.NONE) : CostPreview.NOTHING;
    }
}
