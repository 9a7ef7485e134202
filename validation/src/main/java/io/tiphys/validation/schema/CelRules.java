package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates rules in CEL. Each rule is compiled once. Thread-safe. */
final class CelRules {
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("self", SimpleType.DYN)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
    private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

    private CelRules() {}

    /** Whether an object satisfies a rule. The rules of the data only test which fields are present. */
    static boolean holds(String rule, JsonNode object) {
        Map<String, Object> self = new HashMap<>();
        object.fieldNames().forEachRemaining(field -> self.put(field, true));
        try {
            return Boolean.TRUE.equals(
                    PROGRAMS.computeIfAbsent(rule, CelRules::compile).eval(Map.of("self", self)));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("the data has a rule that cannot be evaluated: " + rule, e);
        }
    }

    private static CelRuntime.Program compile(String rule) {
        try {
            return RUNTIME.createProgram(COMPILER.compile(rule).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("the data has a rule that cannot be compiled: " + rule, e);
        }
    }
}
