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

    private final Map<String, ManifestObject> templates = new HashMap<>();
    private final ManifestObject spec;
    private final ControllerReport report;
    private final String namespace;
    private final Set<ManifestNode> reported = new HashSet<>();

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
        Map<Mutex, ManifestObject> ofWorkflow = Locks.mutexes(spec, namespace);
        if (!ofWorkflow.isEmpty()) {
            List<ManifestObject> called = new ArrayList<>();
            add(spec.find("entrypoint"), called);
            addAtEnd(spec, called);
            called.forEach(it -> inside(it, ofWorkflow.keySet(), "the workflow"));
        }
        for (ManifestObject template : all) {
            Map<Mutex, ManifestObject> own = mutexes(template);
            if (!own.isEmpty()) {
                String holder =
                        "template " + ShownText.quoted(template.string("name").orElse(""));
                called(template).forEach(it -> inside(it, own.keySet(), holder));
            }
        }
    }

    private void inside(ManifestObject first, Set<Mutex> held, String holder) {
        Set<ManifestObject> seen = new HashSet<>(Set.of(first));
        List<ManifestObject> open = new ArrayList<>(seen);
        for (int i = 0; i < open.size(); i++) {
            mutexes(open.get(i)).forEach((mutex, place) -> {
                if (held.contains(mutex) && reported.add(place)) {
                    report(mutex, place, holder);
                }
            });
            called(open.get(i)).stream().filter(seen::add).forEach(open::add);
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
