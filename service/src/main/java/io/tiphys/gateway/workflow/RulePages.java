package io.tiphys.gateway.workflow;

/** The page with the descriptions of rules, which the gateway itself serves. */
public final class RulePages {
    /** The page's path. */
    public static final String PATH = "/docs/rules";

    private RulePages() {}

    /** The path of a rule's description. */
    public static String link(String rule) {
        return PATH + "#" + rule;
    }
}
