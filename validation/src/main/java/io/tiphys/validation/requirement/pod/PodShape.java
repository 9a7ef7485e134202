package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.requirement.template.Place;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A pod as Argo would create it from a template, without the parts that depend on the controller's configuration: Argo's own
 * init and wait containers, its defaults for the main container, and the mounts of artifacts.
 *
 * @param place the source location of the template
 * @param pod {@code metadata} without a name, and {@code spec}: maps, lists, texts, numbers and booleans
 * @param places the source locations of parts of the pod, by Kubernetes' path, for example
 *     {@code spec.containers[0]}
 * @param open the paths of values that are known only at run time; empty if all are known
 * @param standIn whether its container is Argo's own, with a default image instead of the controller's
 */
public record PodShape(
        Place place, Map<String, Object> pod, Map<String, Place> places, List<String> open, boolean standIn) {
    /** The maximum number of pods per workflow; a document may have thousands of templates. */
    public static final int MOST = 50;

    public PodShape {
        Objects.requireNonNull(place);
        Objects.requireNonNull(pod);
        places = Map.copyOf(places);
        open = List.copyOf(open);
    }

    /** The source location of the part at a path; that of the template for a part without one. */
    public Place placeOf(String path) {
        String part = path;
        while (!part.isEmpty()) {
            Place found = places.get(part);
            if (found != null) {
                return found;
            }
            part = part.substring(0, Math.max(part.lastIndexOf('.'), Math.max(part.lastIndexOf('['), 0)));
        }
        return place;
    }
}
