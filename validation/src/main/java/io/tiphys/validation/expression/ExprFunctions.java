package io.tiphys.validation.expression;

import java.util.Set;

/** The functions of every expression: those of expr-lang 1.17.7, and those that Argo adds ({@code util/expr/env}). */
final class ExprFunctions {
    private static final Set<String> WITH_PREDICATE = Set.of(
            "all",
            "none",
            "any",
            "one",
            "filter",
            "map",
            "count",
            "sum",
            "find",
            "findIndex",
            "findLast",
            "findLastIndex",
            "groupBy",
            "sortBy",
            "reduce");
    private static final Set<String> OTHERS = Set.of(
            "len",
            "type",
            "abs",
            "ceil",
            "floor",
            "round",
            "int",
            "float",
            "string",
            "trim",
            "trimPrefix",
            "trimSuffix",
            "upper",
            "lower",
            "split",
            "splitAfter",
            "replace",
            "repeat",
            "join",
            "indexOf",
            "lastIndexOf",
            "hasPrefix",
            "hasSuffix",
            "max",
            "min",
            "mean",
            "median",
            "toJSON",
            "fromJSON",
            "toBase64",
            "fromBase64",
            "now",
            "duration",
            "date",
            "timezone",
            "first",
            "last",
            "get",
            "take",
            "keys",
            "values",
            "toPairs",
            "fromPairs",
            "reverse",
            "uniq",
            "concat",
            "flatten",
            "sort",
            "bitand",
            "bitor",
            "bitxor",
            "bitnand",
            "bitshl",
            "bitshr",
            "bitushr",
            "bitnot",
            "asInt",
            "asFloat",
            "jsonpath",
            "toJson",
            "sprig",
            "$env");

    private ExprFunctions() {}

    static boolean takesPredicate(String name) {
        return WITH_PREDICATE.contains(name);
    }

    static boolean isPredicateOptional(String name) {
        return name.equals("count") || name.equals("sum");
    }

    static boolean takesValueBehindPredicate(String name) {
        return name.equals("sortBy") || name.equals("reduce");
    }

    static boolean contains(String name) {
        return OTHERS.contains(name) || WITH_PREDICATE.contains(name);
    }
}
