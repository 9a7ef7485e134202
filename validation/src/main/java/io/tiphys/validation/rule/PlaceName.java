package io.tiphys.validation.rule;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Names a position in a document as Argo's messages do: dots between fields, list elements by name if they have one, and
 * templates without the {@code spec} around them. For example {@code templates.main.steps[0].a.arguments}.
 */
final class PlaceName {
    private static final int LONGEST_NAME = 63;
    private static final String DAG_TASKS = ".dag.tasks";

    private PlaceName() {}

    /** The name of a value; empty for the whole document. */
    static String of(ManifestNode node) {
        Deque<ManifestNode> path = new ArrayDeque<>();
        for (ManifestNode at = node; at.parent() != null; at = at.parent()) {
            path.addFirst(at);
        }
        StringBuilder name = new StringBuilder();
        for (ManifestNode at : path) {
            append(name, at);
        }
        return name.toString();
    }

    /** The name of a member that an object has or lacks. */
    static String of(ManifestNode owner, String member) {
        String name = of(owner);
        return name.isEmpty() ? member : name + '.' + member;
    }

    private static void append(StringBuilder name, ManifestNode at) {
        ManifestKey key = at.key();
        if (key != null) {
            name.append(name.isEmpty() ? "" : ".").append(plain(key.text()));
            return;
        }
        String own = at instanceof ManifestObject object ? object.string("name").orElse("") : "";
        if (!isPlain(own)) {
            name.append('[').append(at.index()).append(']');
        } else if (isTemplate(at)) {
            name.setLength(0);
            name.append("templates.").append(own);
        } else {
            if (name.toString().endsWith(DAG_TASKS)) { // Argo's form
                name.setLength(name.length() - DAG_TASKS.length());
                name.append(".tasks");
            }
            name.append('.').append(own);
        }
    }

    private static boolean isTemplate(ManifestNode at) {
        ManifestNode list = at.parent();
        ManifestNode spec = list instanceof ManifestArray ? list.parent() : null;
        ManifestKey field = list == null ? null : list.key();
        ManifestKey owner = spec == null ? null : spec.key();
        return field != null
                && field.text().equals("templates")
                && owner != null
                && (owner.text().equals("spec") || owner.text().equals("workflowSpec"));
    }

    private static String plain(String key) {
        if (isPlain(key)) {
            return key;
        }
        return ShownText.quoted(key);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars()
                        .allMatch(one -> (one >= 'a' && one <= 'z')
                                || (one >= 'A' && one <= 'Z')
                                || (one >= '0' && one <= '9')
                                || "-_./".indexOf(one) >= 0);
    }
}
