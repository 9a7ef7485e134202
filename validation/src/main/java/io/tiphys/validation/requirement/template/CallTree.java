package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Aggregates a value over the calls of a workflow, from the pods to the entrypoint. A template is computed once. A template
 * that calls itself, or that is nested deeper than Argo allows, is unknown.
 *
 * @param <T> the aggregated value
 */
public abstract class CallTree<T> {
    /** Argo's own limit ({@code maxDepth} of {@code workflow/controller/operator.go}) is 100 by default. */
    private static final int DEEPEST = 200;

    private final TemplateLibrary library;
    private final EffectiveSpecification specification;
    private final WorkflowArguments arguments;
    private final Map<ManifestObject, T> known = new IdentityHashMap<>();
    private final Map<ManifestObject, Boolean> underWay = new IdentityHashMap<>();

    public CallTree(TemplateLibrary library) {
        this.library = library;
        this.specification = library.specification();
        this.arguments = new WorkflowArguments(specification);
    }

    protected EffectiveSpecification specification() {
        return specification;
    }

    /** The value of a pod, or of a template without pods. */
    protected abstract T ofLeaf(ReachedTemplate template);

    /** The value of a repeated call. */
    protected abstract T repeated(T once, Count times);

    /** The value of two calls that may run at the same time. */
    protected abstract T beside(T one, T other);

    /** The value of two groups of calls that run one after the other. */
    protected abstract T after(T one, T other);

    /** The value of a template with a limit of simultaneous pods. */
    protected abstract T limited(T all, long parallelism);

    /** The value of no call. */
    protected abstract T nothing();

    /** The value of an unknown template. */
    protected abstract T unknown();

    /** The value of the whole workflow. The exit handler runs last, hooks run at the same time as the rest. */
    public T total() {
        Place place = Place.of(specification.submitted());
        T sum = nothing();
        for (TemplateCall call : library.starts()) {
            sum = after(sum, ofCall(call, library.home(), place, 0));
        }
        OptionalLong parallelism =
                specification.get("parallelism").map(CallTree::whole).orElse(OptionalLong.empty());
        return parallelism.isPresent() ? limited(sum, parallelism.getAsLong()) : sum;
    }

    private T ofCall(TemplateCall call, TemplateHolder from, Place place, int depth) {
        Optional<ReachedTemplate> target = library.resolve(call, from, place);
        T once = target.map(template -> ofTemplate(template, depth + 1)).orElseGet(this::unknown);
        return repeated(once, call.times());
    }

    private T ofTemplate(ReachedTemplate reached, int depth) {
        ManifestObject template = reached.template();
        T before = known.get(template);
        if (before != null) {
            return before;
        }
        if (depth > DEEPEST || underWay.put(template, true) != null) {
            return unknown();
        }
        T sum = reached.template().get("steps").isPresent()
                        || reached.template().get("dag").isPresent()
                ? ofGroups(reached, depth)
                : ofLeaf(reached);
        underWay.remove(template);
        known.put(template, sum);
        return sum;
    }

    private T ofGroups(ReachedTemplate reached, int depth) {
        T sum = nothing();
        for (List<TemplateCall> group : TemplateCall.groupsOf(reached.template(), arguments)) {
            T ofGroup = nothing();
            for (TemplateCall call : group) {
                ofGroup = beside(ofGroup, ofCall(call, reached.holder(), reached.place(), depth));
            }
            sum = after(sum, ofGroup);
        }
        OptionalLong parallelism =
                reached.template().get("parallelism").map(CallTree::whole).orElse(OptionalLong.empty());
        return parallelism.isPresent() ? limited(sum, parallelism.getAsLong()) : sum;
    }

    private static OptionalLong whole(ManifestNode node) {
        return node instanceof ManifestScalar scalar && scalar.text().matches("[0-9]{1,9}")
                ? OptionalLong.of(new BigInteger(scalar.text()).longValue())
                : OptionalLong.empty();
    }
}
