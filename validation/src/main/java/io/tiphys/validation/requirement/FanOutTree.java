package io.tiphys.validation.requirement;

import io.tiphys.validation.document.ManifestObject;
import java.util.HashMap;
import java.util.Map;

/** Computes the number of simultaneous pods that use a claim. Synchronized templates are assumed to run one by one. */
final class FanOutTree extends CallTree<FanOut> {
    FanOutTree(TemplateLibrary library) {
        super(library);
    }

    @Override
    FanOut ofLeaf(ReachedTemplate template) {
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
    FanOut repeated(FanOut once, Count times) {
        return once.repeated(times);
    }

    @Override
    FanOut beside(FanOut one, FanOut other) {
        return one.combined(other, Count::plus);
    }

    @Override
    FanOut after(FanOut one, FanOut other) {
        return one.combined(other, Count::max);
    }

    @Override
    FanOut limited(FanOut all, long parallelism) {
        return all.atMost(parallelism);
    }

    @Override
    FanOut nothing() {
        return FanOut.NONE;
    }

    @Override
    FanOut unknown() {
        return FanOut.NONE;
    }
}
