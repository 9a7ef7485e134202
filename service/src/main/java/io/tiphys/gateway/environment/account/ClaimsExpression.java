package io.tiphys.gateway.environment.account;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An expression in CEL over {@code user} (a text), {@code groups} (a list of texts) and {@code claims} (a map), whose result is
 * true or false. Compiled and type-checked once. Iterations and the length of the expression are bounded, and regular
 * expressions are linear. Thread-safe.
 */
public final class ClaimsExpression {
    private static final int LONGEST = 2_000;
    private static final int MOST_ITERATIONS = 10_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .build();

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .addVar("user", SimpleType.STRING)
            .addVar("groups", ListType.create(SimpleType.STRING))
            .addVar("claims", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .setResultType(SimpleType.BOOL)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final String text;
    private final CelRuntime.Program program;

    private ClaimsExpression(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when it is not valid or its result is not true or false; the message says why
     */
    public static ClaimsExpression compile(String text) {
        try {
            return new ClaimsExpression(
                    text, RUNTIME.createProgram(COMPILER.compile(text).getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
    }

    /** Whether the caller satisfies the expression; empty when there is no result, for example because a claim is missing. */
    public Optional<Boolean> holds(CallerFacts caller) {
        try {
            Object result = program.eval(
                    Map.of("user", caller.user(), "groups", caller.groups(), "claims", readable(caller.claims())));
            return result instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
        } catch (CelEvaluationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> readable(Map<String, Object> claims) {
        Map<String, Object> read = new HashMap<>();
        claims.forEach((name, value) -> read.put(name, readable(value)));
        return read;
    }

    /** Times are seconds since 1970, as in the token. */
    private static Object readable(Object value) {
        return value instanceof Date time ? (Object) time.toInstant().getEpochSecond() : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimsExpression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text of the expression. */
    @Override
    public String toString() {
        return text;
    }
}
