package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments with which a template is used.
 *
 * @param parameters the parameters
 * @param artifacts the artifacts
 * @param any whether every requested argument exists, with a value that will be known later
 */
public record Arguments(List<Value> parameters, List<Value> artifacts, boolean any) {
    /** Every requested argument. */
    public static final Arguments ANY = new Arguments(List.of(), List.of(), true);

    /** The arguments of a spec, step or task. */
    public static Arguments of(@Nullable Value arguments) {
        return arguments == null
                ? new Arguments(List.of(), List.of(), false)
                : new Arguments(arguments.list("parameters"), arguments.list("artifacts"), false);
    }

    @Nullable
    public Value parameter(String name) {
        return find(parameters, name);
    }

    @Nullable
    public Value artifact(String name) {
        return find(artifacts, name);
    }

    private static @Nullable Value find(List<Value> values, String name) {
        for (Value value : values) {
            if (value.text("name").equals(name)) {
                return value;
            }
        }
        return null;
    }
}
