package io.tiphys.validation.requirement.cost;

import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.template.CallTree;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateLibrary;

/** Adds up the requests of all pods of a workflow. */
public final class CostTree extends CallTree<CostPreview> {
    public CostTree(TemplateLibrary library) {
        super(library);
    }

    /** A memoized template may reuse the result of an earlier run. The agent's pod is counted once elsewhere. */
    @Override
    protected CostPreview ofLeaf(ReachedTemplate template) {
        CostPreview cost = PodTemplate.of(specification(), template)
                .map(pod -> PodResources.of(pod, specification()))
                .map(CostPreview::of)
                .orElse(CostPreview.NOTHING);
        boolean memoized = template.template().get("memoize").isPresent();
        return memoized ? cost.times(Count.ONE.orNone()) : cost;
    }

    @Override
    protected CostPreview repeated(CostPreview once, Count times) {
        return once.times(times);
    }

    @Override
    protected CostPreview beside(CostPreview one, CostPreview other) {
        return one.plus(other);
    }

    @Override
    protected CostPreview after(CostPreview one, CostPreview other) {
        return one.plus(other);
    }

    @Override
    protected CostPreview limited(CostPreview all, long parallelism) {
        return all;
    }

    @Override
    protected CostPreview nothing() {
        return CostPreview.NOTHING;
    }

    @Override
    protected CostPreview unknown() {
        return CostPreview.UNKNOWN;
    }
}
