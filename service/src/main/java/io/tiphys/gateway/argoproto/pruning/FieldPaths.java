package io.tiphys.gateway.argoproto.pruning;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The remaining members of an object, selected by the paths in the Argo Server's parameter {@code fields}: either the named
 * members and their ancestors, or all except the named ones. A path consists of member names and map keys, separated by
 * dots; the elements of a list have the path of the list. Immutable.
 */
final class FieldPaths {
    private static final String EXCLUDING = "-";

    /** The decision about a member. */
    enum FieldDecision {
        /** The member stays unchanged. */
        KEPT,
        /** The member stays, and each of its own members has a separate decision. */
        CLEANED,
        DROPPED
    }

    private final boolean exclude;
    private final NavigableSet<String> paths = new TreeSet<>();

    private FieldPaths(boolean exclude) {
        this.exclude = exclude;
    }

    /**
     * Paths in a whole message of the HTTP API, which begin with {@code result}.
     *
     * @param object the position of the workflow in the message, for excluded paths without this prefix
     */
    static FieldPaths inMessage(String fields, String message, String object) {
        FieldPaths parsed = new FieldPaths(fields.startsWith(EXCLUDING));
        for (String path : parsed.split(fields)) {
            parsed.paths.add(path);
            if (parsed.exclude && !path.startsWith(message)) {
                parsed.paths.add(object + path);
            }
        }
        return parsed;
    }

    /**
     * Paths in a workflow.
     *
     * @param object the prefix that a path may have
     */
    static FieldPaths inWorkflow(String fields, String object) {
        FieldPaths parsed = new FieldPaths(fields.startsWith(EXCLUDING));
        for (String path : parsed.split(fields)) {
            parsed.paths.add(path.startsWith(object) ? path.substring(object.length()) : path);
        }
        return parsed;
    }

    private String[] split(String fields) {
        return (exclude ? fields.substring(EXCLUDING.length()) : fields).split(",", -1);
    }

    /** The decision about an unknown member: no path can have selected or excluded it. */
    FieldDecision decisionOnUnknown() {
        return exclude ? FieldDecision.KEPT : FieldDecision.DROPPED;
    }

    /** The decision about the member at a path, within a {@link FieldDecision#CLEANED} member. */
    FieldDecision decision(String path) {
        if (paths.contains(path)) {
            return exclude ? FieldDecision.DROPPED : FieldDecision.KEPT;
        }
        return exclude || leadsToNamed(path) ? FieldDecision.CLEANED : FieldDecision.DROPPED;
    }

    /** Compared as texts, as Argo does: {@code metadata.name} also matches as a prefix of {@code metadata.namespace}. */
    private boolean leadsToNamed(String path) {
        String next = paths.ceiling(path);
        return next != null && next.startsWith(path);
    }
}
