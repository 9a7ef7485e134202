package io.tiphys.gateway.argo.client.failure;

import java.util.regex.Pattern;

/** Makes the Argo Server's messages presentable. */
final class ArgoMessages {
    private static final int LONGEST = 4000;
    private static final Pattern TOKEN =
            Pattern.compile("(?i)bearer\\s+\\S+|v2:[\\w.\\-=+/]{20,}|eyJ[\\w\\-]{8,}(\\.[\\w\\-]*){0,4}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
    private static final Pattern INTERNAL = Pattern.compile(
            "(?i)https?://|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b|\\[[0-9a-f:]+]:\\d|:\\d{2,5}\\b|\\.go:\\d|\\.svc\\b|goroutine|panic"
                    + "|runtime error|dial tcp|lookup ");

    private ArgoMessages() {}

    /** The message without token-like text and control characters, shortened if necessary. */
    static String clean(String message) {
        String clean = TOKEN.matcher(CONTROL.matcher(message).replaceAll(" "))
                .replaceAll("***")
                .strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + " ...";
    }

    /**
     * Whether a fault's message reveals no internals: no address, no stack. Messages about a caller's own request need no
     * such check: an address in them is the caller's.
     */
    static boolean isNeutral(String message) {
        return !INTERNAL.matcher(message).find();
    }
}
