package io.tiphys.validation.argo.graph;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.scope.Scope;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;

/** The loop of a step or task. */
public final class Loop {
    private Loop() {}

    /** Whether the outputs of all repetitions are aggregated. */
    public static boolean aggregates(Value user) {
        return user.hasElements("withItems") || !user.text("withParam").isEmpty();
    }

    /** Whether it is repeated. */
    static boolean isLoop(Value user) {
        return aggregates(user) || user.has("withSequence");
    }

    /** Reports errors, and adds the items to a scope. */
    public static void check(Value user, Scope scope, Report report) {
        boolean items = user.hasElements("withItems");
        boolean param = !user.text("withParam").isEmpty();
        Value sequence = user.get("withSequence");
        if ((items ? 1 : 0) + (param ? 1 : 0) + (sequence == null ? 0 : 1) > 1) {
            String message = "only one of withItems, withParam, withSequence can be specified.";
            report.at(user.node(), ArgoRule.LOOP, message, "Keep one of them.");
        }
        if (items) {
            user.list("withItems").forEach(item -> item(item, scope));
        } else if (param) {
            scope.add("item");
            scope.add(Scope.ANY_ITEM);
        } else if (sequence != null) {
            if (sequence.has("count") && sequence.has("end")) {
                String message = "only one of count or end can be defined in withSequence.";
                report.at(sequence.node(), ArgoRule.LOOP, message, "Keep one of them.");
            }
            scope.add("item");
        }
    }

    private static void item(Value item, Scope scope) {
        ManifestNode node = item.node();
        if (node instanceof ManifestObject object) {
            for (ManifestNode member : object.members()) {
                ManifestKey key = member.key();
                scope.add("item." + (key == null ? "" : item.substitution().apply(key.text())));
            }
        } else if (node instanceof ManifestArray array) {
            for (int i = 0; i < array.elements().size(); i++) {
                scope.add("item.[" + i + "]");
            }
        } else {
            scope.add("item");
        }
    }
}
