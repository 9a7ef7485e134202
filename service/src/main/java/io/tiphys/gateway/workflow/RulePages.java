package io.tiphys.gateway.workflow;

/** Where the rules are described: the gateway itself serves the page. */
public final class RulePages {
    /** The page's path. */
    public static final String PATH = "/docs/rules";

    private RulePages() {}

    /** The path of what the page says about a rule. */
    public static String link(String rule) {
        return PATH + "#" + rule;
    }
}
