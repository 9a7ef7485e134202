package io.tiphys.validation.requirement;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A pod as Argo would make it of a template, without what only the controller's configuration tells: Argo's own init and
 * wait containers, its defaults for the main container, and where artifacts are mounted.
 *
 * @param place where the template stands
 * @param pod {@code metadata} without a name, and {@code spec}: maps, lists, texts, numbers and booleans
 * @param places where parts of the pod are written, by the path that Kubernetes gives them, for example
 *     {@code spec.containers[0]}
 * @param open the paths whose value only comes to light while the workflow runs; empty when all is known
 * @param standIn whether its container is Argo's own, whose image stands in for the one that the controller chooses
 */
public record PodShape(
        Place place, Map<String, Object> pod, Map<String, Place> places, List<String> open, boolean standIn) {
    /** So many pods of a workflow are made; a document may have thousands of templates. */
    public static final int MOST = 50;

    public PodShape {
        Objects.requireNonNull(place);
        Objects.requireNonNull(pod);
        places = Map.copyOf(places);
        open = List.copyOf(open);
    }

    /** Where the part of the pod that a path leads to is written; the template when it is not written anywhere. */
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
