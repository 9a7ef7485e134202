package io.tiphys.lint;

/** The forms in which findings are printed. */
enum OutputFormat {
    /** A line for each, as compilers do. */
    TEXT,
    /** A JSON array. */
    JSON,
    /** SARIF 2.1.0, which code hosts and editors read. */
    SARIF,
    /** JUnit's XML, which build servers read. */
    JUNIT,
    /** Workflow commands of GitHub Actions, which become annotations of a pull request. */
    GITHUB;

    Printer printer(boolean colored) {
        return switch (this) {
            case TEXT -> new TextPrinter(colored);
            case JSON -> new JsonPrinter();
            case SARIF -> new SarifPrinter();
            case JUNIT -> new JUnitPrinter();
            case GITHUB -> new GitHubPrinter();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
