package io.tiphys.gateway.argoproto.pruning;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which members of an object stay, by the paths that the Argo Server's parameter {@code fields} names: all that are named
 * and what leads to them, or all but those that are named. A path has the names of members and the keys of maps, separated by
 * points; the elements of a list have the path of the list. Immutable.
 */
final class FieldPaths {
    private static final String EXCLUDING = "-";

    /** What becomes of a member. */
    enum Fate {
        /** It stays as it is. */
        KEPT,
        /** It stays, and each of its own members has a fate of its own. */
        CLEANED,
        DROPPED
    }

    private final boolean exclude;
    private final NavigableSet<String> paths = new TreeSet<>();

    private FieldPaths(boolean exclude) {
        this.exclude = exclude;
    }

    /**
     * Paths in a whole message of the HTTP side, which begin with {@code result}.
     *
     * @param object where the workflow stands in it, for paths to leave out that lack this prefix
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

    /** What becomes of a member that nobody here knows the name of: it cannot have been named to stay, nor to go. */
    Fate fateOfUnknown() {
        return exclude ? Fate.KEPT : Fate.DROPPED;
    }

    /** What becomes of the member at a path, inside of one that is {@link Fate#CLEANED}. */
    Fate fate(String path) {
        if (paths.contains(path)) {
            return exclude ? Fate.DROPPED : Fate.KEPT;
        }
        return exclude || leadsToNamed(path) ? Fate.CLEANED : Fate.DROPPED;
    }

    /** Compared as texts, as Argo does: {@code metadata.name} also leads to {@code metadata.namespace}. */
    private boolean leadsToNamed(String path) {
        String next = paths.ceiling(path);
        return next != null && next.startsWith(path);
    }
}
