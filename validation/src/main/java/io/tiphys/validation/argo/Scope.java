package io.tiphys.validation.argo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The variables that can be used at a place. Not thread-safe. */
final class Scope {
    /** Any {{item.x}}: the items come from a parameter. */
    static final String ANY_ITEM = "item.*";

    static final String ANY_OUTPUT_PARAMETER = "workflow.outputs.parameters.*";
    static final String ANY_OUTPUT_ARTIFACT = "workflow.outputs.artifacts.*";

    private final @Nullable Scope outer;
    private final Set<String> names = new HashSet<>();
    private final List<String> unknown = new ArrayList<>(0);
    private Predicate<String> computed = name -> false;

    Scope() {
        this(null);
    }

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /** A scope with everything of this one, to which more can be added. */
    Scope inner() {
        return new Scope(this);
    }

    void add(String name) {
        names.add(name);
    }

    /** Lets every variable pass that begins so: what there is cannot be told, because something else is wrong. */
    void addUnknown(String prefix) {
        unknown.add(prefix);
    }

    /** Adds names that are worked out only when one is asked for. */
    void addComputed(Predicate<String> isThere) {
        computed = isThere;
    }

    boolean has(String name) {
        return names.contains(name) || computed.test(name) || (outer != null && outer.has(name));
    }

    boolean isUnknown(String tag) {
        return unknown.stream().anyMatch(tag::startsWith) || (outer != null && outer.isUnknown(tag));
    }

    /** All names, for suggestions. */
    Set<String> all() {
        Set<String> all = outer == null ? new HashSet<>() : outer.all();
        all.addAll(names);
        return all;
    }
}
