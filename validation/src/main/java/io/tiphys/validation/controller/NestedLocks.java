package io.tiphys.validation.controller;

import io.tiphys.validation.controller.Locks.Mutex;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds mutexes that wait for themselves: a workflow or template holds one while it runs a template that needs the same one, and
 * Argo gives a mutex to one holder. Calls that may be left out, by a condition or an empty list, are not followed.
 */
final class NestedLocks {
    private static final Pattern CONDITIONAL = Pattern.compile("[.!|]");

    /** Longer searches have no use: a document that needs them has another mistake. */
    private static final int MOST_STEPS = 500_000;

    private final Map<String, ManifestObject> templates = new HashMap<>();
    private final Map<ManifestObject, List<ManifestObject>> calls = new HashMap<>();
    private final ManifestObject spec;
    private final ControllerReport report;
    private final String namespace;
    private int steps;

    /**
     * A template that runs while a mutex is held.
     *
     * @param holder what holds it, in words
     */
    private record Held(ManifestObject template, String holder) {}

    NestedLocks(ManifestObject spec, ControllerReport report) {
        this.spec = spec;
        this.report = report;
        this.namespace = report.check()
                .manifest()
                .namespace()
                .orElse(report.check().policy().namespace());
    }

    void check() {
        List<ManifestObject> all = TypedObjects.elements(spec, "templates");
        all.forEach(template -> template.string("name").ifPresent(name -> templates.putIfAbsent(name, template)));
        Map<Mutex, Map<ManifestObject, ManifestObject>> needed = new LinkedHashMap<>(); // the places by their templates
        for (ManifestObject template : all) {
            mutexes(template)
                    .forEach((mutex, place) -> needed.computeIfAbsent(mutex, it -> new LinkedHashMap<>())
                            .put(template, place));
        }
        Set<Mutex> ofWorkflow = Locks.mutexes(spec, namespace).keySet();
        needed.forEach((mutex, places) -> {
            if (ofWorkflow.contains(mutex) || places.size() > 1) {
                check(mutex, places, ofWorkflow.contains(mutex));
            }
        });
    }

    private void check(Mutex mutex, Map<ManifestObject, ManifestObject> places, boolean ofWorkflow) {
        List<Held> open = new ArrayList<>();
        if (ofWorkflow) {
            List<ManifestObject> called = new ArrayList<>();
            add(spec.find("entrypoint"), called);
            addAtEnd(spec, called);
            called.forEach(it -> open.add(new Held(it, "the workflow")));
        }
        for (ManifestObject template : places.keySet()) {
            String holder =
                    "template " + ShownText.quoted(template.string("name").orElse(""));
            called(template).forEach(it -> open.add(new Held(it, holder)));
        }
        Set<ManifestObject> seen = new HashSet<>();
        Set<ManifestObject> reported = new HashSet<>();
        for (int i = 0; i < open.size() && steps < MOST_STEPS; i++) {
            Held held = open.get(i);
            if (seen.add(held.template())) {
                steps++;
                ManifestObject place = places.get(held.template());
                if (place != null && reported.add(place)) {
                    report(mutex, place, held.holder());
                }
                called(held.template()).forEach(it -> open.add(new Held(it, held.holder())));
            }
        }
    }

    private Map<Mutex, ManifestObject> mutexes(ManifestObject template) {
        boolean own = template.find("synchronization") != null;
        Optional<ManifestObject> owner = own ? Optional.of(template) : spec.object("templateDefaults");
        return owner.map(it -> Locks.mutexes(it, namespace)).orElse(Map.of());
    }

    private void report(Mutex mutex, ManifestObject place, String holder) {
        report.at(
                place,
                "The mutex " + ShownText.quoted(mutex.name()) + " is held by " + holder
                        + ", which waits for this template: both wait for ever.",
                "Keep it in one of the two, or give this one another name.");
    }

    /** The templates that a template runs in any case. */
    private List<ManifestObject> called(ManifestObject template) {
        List<ManifestObject> known = calls.get(template);
        if (known == null) {
            known = find(template);
            calls.put(template, known);
        }
        return known;
    }

    private List<ManifestObject> find(ManifestObject template) {
        List<ManifestObject> called = new ArrayList<>();
        for (ManifestObject user : users(template)) {
            if (isCertain(user)) {
                Optional<ManifestObject> inline = user.object("inline");
                inline.ifPresentOrElse(called::add, () -> add(user.find("template"), called));
                addAtEnd(user, called);
            }
        }
        return called;
    }

    private void add(@Nullable ManifestNode name, List<ManifestObject> called) {
        ManifestObject template = templates.get(ControllerReport.text(name));
        if (template != null) {
            called.add(template);
        }
    }

    private void addAtEnd(ManifestObject owner, List<ManifestObject> called) {
        add(owner.find("onExit"), called);
        owner.object("hooks")
                .flatMap(hooks -> hooks.object("exit"))
                .filter(exit -> ControllerReport.lacks(exit, "expression"))
                .ifPresent(exit -> add(exit.find("template"), called));
    }

    private static boolean isCertain(ManifestObject user) {
        return ControllerReport.lacks(user, "when")
                && user.find("withParam") == null
                && user.find("withSequence") == null
                && !CONDITIONAL.matcher(user.string("depends").orElse("")).find();
    }

    private static List<ManifestObject> users(ManifestObject template) {
        List<ManifestObject> users = new ArrayList<>();
        for (ManifestNode group :
                template.array("steps").map(ManifestArray::elements).orElse(List.of())) {
            if (group instanceof ManifestArray steps) {
                for (ManifestNode step : steps.elements()) {
                    if (step instanceof ManifestObject object) {
                        users.add(object);
                    }
                }
            }
        }
        template.object("dag").ifPresent(dag -> users.addAll(TypedObjects.elements(dag, "tasks")));
        return users;
    }
}
