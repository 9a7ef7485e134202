package io.tiphys.validation.argo.value;

import io.tiphys.validation.finding.ShownText;

/** Hints why a manifest is invalid YAML. */
public final class ManifestHint {
    private static final String BREAKING = "\"'\n\\:{}[]#&*!|>%@`";

    private ManifestHint() {}

    /**
     * The most likely cause.
     *
     * @param raw the manifest as it is written
     * @param substitution the substitution for its variables
     */
    public static String of(String raw, Substitution substitution) {
        int open = raw.indexOf("{{");
        boolean quoted = open >= 0;
        while (open >= 0) {
            int close = raw.indexOf("}}", open);
            if (close < 0) {
                return "Close the {{variable}} with two braces, }}.";
            }
            String variable = raw.substring(open, close + 2);
            String value = substitution.apply(variable);
            boolean put = !value.equals(variable) && !Substitution.isPlaceholder(value);
            if (put && value.chars().anyMatch(one -> BREAKING.indexOf(one) >= 0)) {
                return "The value of " + ShownText.plain(variable)
                        + " is put in as it is, and has characters that mean something in"
                        + " YAML, for example quotes. Write {{=toJson("
                        + ShownText.plain(variable.substring(2, variable.length() - 2))
                        + ")}} there, without quotes around it.";
            }
            quoted &= open > 0 && "\"'".indexOf(raw.charAt(open - 1)) >= 0;
            open = raw.indexOf("{{", close);
        }
        return raw.contains("{{") && !quoted
                ? "Put quotes around {{variables}} whose values are put in only when the workflow runs."
                : "Correct the indentation, the colons or the quotes of the manifest.";
    }
}
