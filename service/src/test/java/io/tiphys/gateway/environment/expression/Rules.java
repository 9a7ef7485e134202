package io.tiphys.gateway.environment.expression;

import java.util.List;
import java.util.Map;

/** Rules as people write them, and claims of people. */
final class Rules {
    static final Map<String, Object> ADA = Map.of(
            "sub", "8f2c",
            "email", "ada@example.org",
            "name", "Ada Lovelace",
            "preferred_username", "ada",
            "groups", List.of("admins", "team-science", "Zürich"));
    static final Map<String, Object> BEN =
            Map.of("sub", "77aa", "email", "ben@partner.example", "groups", List.of("guests"));
    static final Map<String, Object> NOBODY = Map.of("sub", "0");
    static final List<Map<String, Object>> PEOPLE = List.of(ADA, BEN, NOBODY);

    /** Each is true for Ada. */
    static final List<String> TRUE_FOR_ADA = List.of(
            "true",
            "'admins' in groups",
            "\"admins\" in groups",
            "`admins` in groups",
            "'admins' in groups || 'guests' in groups",
            "'nobody' in groups or 'admins' in groups",
            "'admins' in groups && email == 'ada@example.org'",
            "'guests' not in groups",
            "not ('guests' in groups)",
            "!('guests' in groups) and true",
            "email endsWith '@example.org'",
            "email matches '^[a-z]+@example\\\\.org$'",
            "email matches `(?i)^ADA@`",
            "name startsWith \"Ada\" and name contains ' '",
            "name not contains 'ben'",
            "sub == '8f2c'",
            "sub in ['1', '8f2c']",
            "preferred_username in ['ada', 'ben']",
            "any(groups, # startsWith 'team-')",
            "any(groups, {# startsWith 'team-'})",
            "none(groups, # == 'guests')",
            "one(groups, # endsWith 'science')",
            "all(groups, len(#) > 2)",
            "len(filter(groups, # contains 'a')) == 2",
            "count(groups, # matches '^team-') >= 1",
            "len(groups) == 3 && len(groups[2]) == 6",
            "groups[0] == 'admins'",
            "groups[0] in ['admins']",
            "lower(name) == 'ada lovelace' && upper(sub) == '8F2C'",
            "email != nil",
            "('admins' in groups) ? true : false",
            "email == 'ada@example.org' == true",
            "true // certainly\n",
            "/* all */ true",
            "sub in ['1', '8f2c',]",
            "any(groups, # == 'admins',)",
            "len(sub,) == 4",
            "`a``b` == \"a`b\"",
            "true || groups[9] == 'x'",
            "'admins' in groups ? email startsWith 'ada' : false");

    /** Argo refuses these, or they are not supported. */
    static final List<String> REFUSED = List.of(
            "",
            "groups",
            "'admins' in group",
            "not 'admins' in groups",
            "groups contains 'admins'",
            "'a' in email",
            "email == 1",
            "true || email == 1",
            "admins in groups",
            "'admins' in groups &&",
            "'admins' = 'admins'",
            "'admins' in groups; true",
            "iss == 'argo-server'",
            "exp > 0",
            "email_verified",
            "groups[9] == 'x'",
            "groups[-1] == 'x'",
            "email?.x == nil",
            "(email ?? 'x') == 'x'",
            "groups | any(# == 'admins')",
            "let x = 1; true",
            "if true { true } else { false }",
            "1 < len(groups) < 5",
            "any(groups, any(groups, # == 'admins'))",
            "email matches '('",
            "email matches '(?=a)a'",
            "email matches '(a)\\\\1'",
            "email matches name",
            "email matches '((a{100}){100}){100}'",
            "email matches '\\\\p{Lu}'",
            "lower(groups[2]) == 'zürich'",
            "'\\x41' == 'A'",
            "1_0 == 10",
            "1.5 > 1",
            "-1 < 1",
            "'a' + 'b' == 'ab'",
            "# == 'x'",
            "// true",
            "true /* certainly",
            "email ?: true",
            "any(groups, true, true)",
            "count([true])",
            "map(groups, # == 'a')[0]",
            "any(groups, #x == 'a')",
            "any(groups, # x == 'a')",
            "any(groups, .x == 'a')",
            "groups[0:1] == groups",
            "{a: true}.a",
            "len() == 0",
            "'\t' == '\\t'",
            "'\r' == '\\n'",
            "$env['email'] != nil",
            "'a' == 'a' ; ",
            "'unclosed",
            "((true)",
            "true)");

    private Rules() {}
}
