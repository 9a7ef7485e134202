package io.tiphys.gateway.rest.docs;

/** The common layout of the reference pages. */
final class ReferencePage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Tiphys: %s</title>
            <link rel="stylesheet" href="/docs/assets/page.css">
            <link rel="icon" href="/docs/assets/favicon-32x32.png">
            </head>
            <body class="reference">
            <h1>%s</h1>
            <p>%s</p>
            """;

    private ReferencePage() {}

    /**
     * Renders a page.
     *
     * @param title in lower case
     * @param introduction text
     * @param entries HTML
     */
    static String html(String title, String introduction, String entries) {
        String heading = Character.toUpperCase(title.charAt(0)) + title.substring(1);
        return HEAD.formatted(escape(title), escape(heading), escape(introduction)) + entries + "</body>\n</html>\n";
    }

    /** Escapes text for HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
