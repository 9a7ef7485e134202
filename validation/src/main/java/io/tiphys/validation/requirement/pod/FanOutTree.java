package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.requirement.template.CallTree;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import java.util.HashMap;
import java.util.Map;

/** Computes the number of simultaneous pods that use a claim. Synchronized templates are assumed to run one by one. */
public final class FanOutTree extends CallTree<FanOut> {
    public FanOutTree(TemplateLibrary library) {
        super(library);
    }

    @Override
    protected FanOut ofLeaf(ReachedTemplate template) {
        Map<FanOut.Volume, Count> volumes = new HashMap<>();
        PodTemplate.of(specification(), template).ifPresent(pod -> {
            for (ManifestObject volume : pod.mountedVolumes()) {
                volume.object("persistentVolumeClaim")
                        .flatMap(source -> source.string("claimName"))
                        .ifPresent(claim -> volumes.put(new FanOut.Claim(claim), Count.ONE));
            }
            pod.mountedClaimTemplates().forEach(name -> volumes.put(new FanOut.Template(name), Count.ONE));
        });
        return template.template().get("synchronization").isPresent() ? FanOut.NONE : new FanOut(volumes);
    }

    @Override
    protected FanOut repeated(FanOut once, Count times) {
        return once.repeated(times);
    }

    @Override
    protected FanOut beside(FanOut one, FanOut other) {
        return one.combined(other, Count::plus);
    }

    @Override
    protected FanOut after(FanOut one, FanOut other) {
        return one.combined(other, Count::max);
    }

    @Override
    protected FanOut limited(FanOut all, long parallelism) {
        return all.atMost(parallelism);
    }

    @Override
    protected FanOut nothing() {
        return FanOut.NONE;
    }

    @Override
    protected FanOut unknown() {
        return FanOut.NONE;
    }
}
