package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A specification of a workflow, as the rules see it.
 *
 * @param kind the kind of the document it is in
 * @param spec the specification
 * @param templates its templates, inline ones included
 */
record Specification(String kind, ManifestObject spec, List<ManifestObject> templates) {
    /** The specification of a document; empty for none. */
    static Optional<Specification> of(WorkflowCheck check) {
        String kind = check.type();
        return check.manifest().specification().map(it -> new Specification(kind, it, templates(it)));
    }

    private static List<ManifestObject> templates(ManifestObject spec) {
        List<ManifestObject> templates = new ArrayList<>(objects(spec.array("templates")));
        for (int i = 0; i < templates.size(); i++) {
            users(templates.get(i)).forEach(user -> user.object("inline").ifPresent(templates::add));
        }
        return List.copyOf(templates);
    }

    /** The objects of a list. */
    static List<ManifestObject> objects(Optional<ManifestArray> list) {
        List<ManifestObject> objects = new ArrayList<>();
        for (ManifestNode element : list.map(ManifestArray::elements).orElse(List.of())) {
            if (element instanceof ManifestObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** The steps or tasks of a template. */
    static List<ManifestObject> users(ManifestObject template) {
        List<ManifestObject> users = new ArrayList<>();
        groups(template).forEach(users::addAll);
        template.object("dag").ifPresent(dag -> users.addAll(objects(dag.array("tasks"))));
        return users;
    }

    /** The steps of a template that run at the same time. */
    static List<List<ManifestObject>> groups(ManifestObject template) {
        List<List<ManifestObject>> groups = new ArrayList<>();
        for (ManifestNode group :
                template.array("steps").map(ManifestArray::elements).orElse(List.of())) {
            if (group instanceof ManifestArray steps) {
                groups.add(objects(Optional.of(steps)));
            }
        }
        return groups;
    }

    static boolean isLoop(ManifestObject user) {
        return user.find("withItems") != null || user.find("withParam") != null || user.find("withSequence") != null;
    }

    /** The names of the templates in loops. */
    Set<String> looped() {
        Set<String> looped = new HashSet<>();
        for (ManifestObject template : templates) {
            for (ManifestObject user : users(template)) {
                if (isLoop(user)) {
                    user.string("template").ifPresent(looped::add);
                }
            }
        }
        return looped;
    }

    /** The containers of a template: the main one, its script, those of a set, sidecars and init containers. */
    static List<ManifestObject> containers(ManifestObject template) {
        List<ManifestObject> containers = new ArrayList<>();
        template.object("container").ifPresent(containers::add);
        template.object("script").ifPresent(containers::add);
        template.object("containerSet").ifPresent(set -> containers.addAll(objects(set.array("containers"))));
        containers.addAll(objects(template.array("sidecars")));
        containers.addAll(objects(template.array("initContainers")));
        return containers;
    }
}
