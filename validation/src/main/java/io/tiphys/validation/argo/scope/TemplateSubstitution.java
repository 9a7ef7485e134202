package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.value.Substitution;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Argo's substitution in a template's texts before the check: first the known variables of the workflow and of the template
 * itself, then the inputs, whose values may contain variables of the first kind.
 */
public final class TemplateSubstitution implements Substitution {
    /** The variables of a template with retries. */
    public static final Set<String> RETRY =
            Set.of("retries", "lastRetry.exitCode", "lastRetry.status", "lastRetry.duration", "lastRetry.message");

    private final Walk walk;
    private final int moment;
    private final Set<String> own;
    private final Map<String, String> inputs = new HashMap<>();
    private final Supplier<String> list;

    /**
     * @param own the names of the template's own variables
     * @param list all inputs together, computed on first use
     */
    TemplateSubstitution(Walk walk, Set<String> own, Supplier<String> list) {
        this.list = list;
        this.moment = walk.moment(); // without outputs that become global only inside of the template
        this.walk = walk;
        this.own = own;
    }

    /** Adds an input, with the known variables of its value replaced. */
    void add(String name, String value) {
        inputs.put(name, Substitution.replace(value, this::first));
    }

    @Override
    public String apply(String text) {
        if (text.indexOf("{{") < 0) {
            return text;
        }
        return Substitution.replace(Substitution.replace(text, this::first), this::second);
    }

    private @Nullable String first(String name) {
        return own.contains(name) ? PLACEHOLDER : walk.globalAt(moment, name);
    }

    private @Nullable String second(String name) {
        if (name.equals("inputs.parameters")) {
            return Substitution.replace(list.get(), this::first);
        }
        String input = inputs.get(name);
        return input == null ? first(name) : input;
    }
}
