package io.tiphys.validation.requirement;

import io.tiphys.validation.document.ManifestObject;
import java.util.Map;
import java.util.TreeMap;

/** Finds how many pods may use a claim at the same time. What is synchronized is taken to run one by one. */
final class FanOutTree extends CallTree<FanOut> {
    FanOutTree(TemplateLibrary library) {
        super(library);
    }

    @Override
    FanOut ofLeaf(ReachedTemplate template) {
        Map<String, Count> claims = new TreeMap<>();
        PodTemplate.of(specification(), template).ifPresent(pod -> {
            for (ManifestObject volume : pod.mountedVolumes()) {
                volume.object("persistentVolumeClaim")
                        .flatMap(source -> source.string("claimName"))
                        .ifPresent(claim -> claims.put(claim, Count.ONE));
            }
        });
        return template.template().get("synchronization").isPresent() ? FanOut.NONE : new FanOut(claims);
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
