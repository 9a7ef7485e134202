package io.tiphys.validation.argo;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Argo puts into a template's texts before it looks at it: first what is known of the workflow and of the template
 * itself, then its inputs, whose values may have variables of the first kind.
 */
final class TemplateSubstitution implements Substitution {
    /** What a template that may be tried again can use. */
    static final Set<String> RETRY =
            Set.of("retries", "lastRetry.exitCode", "lastRetry.status", "lastRetry.duration", "lastRetry.message");

    private final Walk walk;
    private final int moment;
    private final Set<String> own;
    private final Map<String, String> inputs = new HashMap<>();
    private final Supplier<String> list;

    /**
     * @param own the names of what the template itself can use
     * @param list all inputs together, made when it is asked for
     */
    TemplateSubstitution(Walk walk, Set<String> own, Supplier<String> list) {
        this.list = list;
        this.moment = walk.moment(); // outputs that become global only inside of the template are not put into it
        this.walk = walk;
        this.own = own;
    }

    /** Adds an input, with what is known put into its value. */
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
