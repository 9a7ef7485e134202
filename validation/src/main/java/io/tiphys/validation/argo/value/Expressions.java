package io.tiphys.validation.argo.value;

/**
 * Expressions in the manifest of a resource, which Argo replaces with a text before it checks the rest
 * ({@code SubstituteResourceManifestExpressions}, {@code workflow/validate/validate.go} of Argo Workflows 4.0.5). Its pattern,
 * {@code {{\s*=\s*(.+?)\s*}}}, allows white space, and so line breaks, around an expression but no line break in it. This class
 * follows the pattern in one pass, in linear time.
 */
public final class Expressions {
    private final String manifest;
    private int close = -1;
    private int lineBreak = -1;
    private int behindBreak = -1;

    private Expressions(String manifest) {
        this.manifest = manifest;
    }

    /** The manifest with a text for each expression. */
    public static String replaced(String manifest) {
        return manifest.contains("{{") ? new Expressions(manifest).replaced() : manifest;
    }

    private String replaced() {
        StringBuilder text = new StringBuilder(manifest.length());
        int done = 0;
        for (int open = manifest.indexOf("{{"); open >= 0; open = manifest.indexOf("{{", Math.max(open + 1, done))) {
            int end = end(open);
            if (end > 0) {
                text.append(manifest, done, open).append(Substitution.PLACEHOLDER);
                done = end;
            }
        }
        return text.append(manifest, done, manifest.length()).toString();
    }

    /** The end of the expression that opens at an index; 0 for none. */
    private int end(int open) {
        int equals = behindSpace(open + 2);
        if (!manifest.startsWith("=", equals)) {
            return 0;
        }
        int start = behindSpace(equals + 1);
        if (close < start + 1) {
            close = manifest.indexOf("}}", start + 1);
            close = close < 0 ? Integer.MAX_VALUE : close;
        }
        if (lineBreak < start) {
            lineBreak = manifest.indexOf('\n', start);
            behindBreak = lineBreak < 0 ? -1 : behindSpace(lineBreak);
            lineBreak = lineBreak < 0 ? Integer.MAX_VALUE : lineBreak;
        }
        boolean closes = close < Integer.MAX_VALUE && (lineBreak > close || behindBreak == close);
        return closes ? close + 2 : 0;
    }

    private int behindSpace(int from) {
        int at = from;
        while (at < manifest.length() && " \t\n\f\r".indexOf(manifest.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
