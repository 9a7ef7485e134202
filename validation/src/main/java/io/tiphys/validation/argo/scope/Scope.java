package io.tiphys.validation.argo.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The variables that a value may use. Outputs of steps and tasks are computed on first use. Not thread-safe. */
public final class Scope {
    /** Any {{item.x}}: the items come from a parameter. */
    public static final String ANY_ITEM = "item.*";

    static final String ANY_OUTPUT_PARAMETER = "workflow.outputs.parameters.*";
    public static final String ANY_OUTPUT_ARTIFACT = "workflow.outputs.artifacts.*";

    private final @Nullable Scope outer;
    private @Nullable Set<String> names;
    private @Nullable Map<String, UserOutputs> users;
    private @Nullable List<String> unknown;
    private @Nullable Predicate<String> computed;

    public Scope() {
        this(null);
    }

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /** A copy of this scope that can be extended. */
    public Scope inner() {
        return new Scope(this);
    }

    public void add(String name) {
        if (names == null) {
            names = new HashSet<>();
        }
        names.add(name);
    }

    /** Adds outputs of a step or task to those known already. */
    public void add(String user, UserOutputs outputs) {
        if (users == null) {
            users = new HashMap<>();
        }
        users.merge(user, outputs, UserOutputs::with);
    }

    /** Accepts every variable with this prefix: its outputs are unknown because of another error. */
    public void addUnknown(String prefix) {
        if (unknown == null) {
            unknown = new ArrayList<>(2);
        }
        unknown.add(prefix);
    }

    /** Adds names that are computed on first use. */
    public void addComputed(Predicate<String> isThere) {
        computed = isThere;
    }

    boolean has(String name) {
        return (names != null && names.contains(name))
                || (computed != null && computed.test(name))
                || isOfUser(name)
                || (outer != null && outer.has(name));
    }

    private boolean isOfUser(String name) {
        if (users == null) {
            return false;
        }
        int user = name.indexOf('.');
        int end = user < 0 ? -1 : name.indexOf('.', user + 1);
        UserOutputs outputs = end < 0 ? null : users.get(name.substring(0, end));
        return outputs != null && outputs.has(name.substring(end + 1));
    }

    boolean isUnknown(String tag) {
        return (unknown != null && unknown.stream().anyMatch(tag::startsWith))
                || (outer != null && outer.isUnknown(tag));
    }

    /** All names, for suggestions. */
    Set<String> all() {
        Set<String> all = outer == null ? new HashSet<>() : outer.all();
        if (names != null) {
            all.addAll(names);
        }
        if (users != null) {
            users.forEach((user, outputs) -> outputs.names().forEach(name -> all.add(user + '.' + name)));
        }
        return all;
    }
}
