package io.tiphys.validation.requirement;

/** Adds up the requests of all pods of a workflow. */
final class CostTree extends CallTree<CostPreview> {
    CostTree(TemplateLibrary library) {
        super(library);
    }

    /** A memoized template may reuse the result of an earlier run. The agent's pod is counted once elsewhere. */
    @Override
    CostPreview ofLeaf(ReachedTemplate template) {
        CostPreview cost = PodTemplate.of(specification(), template)
                .map(pod -> PodResources.of(pod, specification()))
                .map(CostPreview::of)
                .orElse(CostPreview.NOTHING);
        boolean memoized = template.template().get("memoize").isPresent();
        return memoized ? cost.times(Count.ONE.orNone()) : cost;
    }

    @Override
    CostPreview repeated(CostPreview once, Count times) {
        return once.times(times);
    }

    @Override
    CostPreview beside(CostPreview one, CostPreview other) {
        return one.plus(other);
    }

    @Override
    CostPreview after(CostPreview one, CostPreview other) {
        return one.plus(other);
    }

    @Override
    CostPreview limited(CostPreview all, long parallelism) {
        return all;
    }

    @Override
    CostPreview nothing() {
        return CostPreview.NOTHING;
    }

    @Override
    CostPreview unknown() {
        return CostPreview.UNKNOWN;
    }
}
