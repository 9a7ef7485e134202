package io.tiphys.gateway.testbed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Removes what tests made in a cluster when the JVM is stopped before they could do it themselves. */
final class Leftovers {
    private static final Map<Object, Runnable> REMOVALS = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::removeAll, "leftovers"));
    }

    private Leftovers() {}

    static void add(Object owner, Runnable removal) {
        REMOVALS.put(owner, removal);
    }

    /** Removes at once; a second call for the same owner does nothing. */
    static void remove(Object owner) {
        Runnable removal = REMOVALS.remove(owner);
        if (removal != null) {
            removal.run();
        }
    }

    private static void removeAll() {
        REMOVALS.keySet().forEach(owner -> {
            try {
                remove(owner);
            } catch (RuntimeException e) {
                System.err.println("left behind: " + owner + " (" + e.getMessage() + ")");
            }
        });
    }
}
