package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The locks of a synchronization. */
final class Locks {
    /**
     * A mutex that is known before the workflow runs.
     *
     * @param name its name
     * @param namespace its namespace; empty for that of the workflow
     * @param database whether it is kept in a database
     */
    record Mutex(String name, String namespace, boolean database) {}

    private Locks() {}

    /** The mutexes of a specification, template or defaults of templates, with their places. */
    static Map<Mutex, ManifestObject> mutexes(ManifestObject owner, String namespace) {
        Map<Mutex, ManifestObject> mutexes = new LinkedHashMap<>();
        owner.object("synchronization")
                .ifPresent(it -> TypedObjects.elements(it, "mutexes")
                        .forEach(place -> mutex(place, namespace).ifPresent(mutex -> mutexes.put(mutex, place))));
        return mutexes;
    }

    private static Optional<Mutex> mutex(ManifestObject place, String own) {
        String name = ControllerReport.text(place.find("name"));
        String namespace = place.string("namespace").orElse("");
        boolean database = place.find("database") != null;
        return name.isEmpty() || namespace.contains("{{")
                ? Optional.empty()
                : Optional.of(new Mutex(name, namespace.equals(own) ? "" : namespace, database));
    }

    /** Reports a lock that is listed twice. */
    static void duplicates(ManifestObject synchronization, ControllerReport report) {
        for (String list : List.of("mutexes", "semaphores")) {
            Set<String> known = new HashSet<>();
            for (ManifestObject lock : TypedObjects.elements(synchronization, list)) {
                if (!known.add(content(lock))) {
                    report.at(lock, "The same lock is listed twice: Argo then takes none.", "Remove one of them.");
                }
            }
        }
    }

    /** The texts in an object, in the order of its fields' names. */
    private static String content(ManifestNode node) {
        if (node instanceof ManifestScalar scalar) {
            return ShownText.quoted(scalar.text());
        }
        return node.content().stream()
                .map(member -> name(member) + '=' + content(member))
                .sorted()
                .collect(Collectors.joining(";", "{", "}"));
    }

    private static String name(ManifestNode member) {
        ManifestKey key = member.key();
        return key == null ? "" : key.text();
    }
}
