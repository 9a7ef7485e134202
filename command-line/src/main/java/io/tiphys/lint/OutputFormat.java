package io.tiphys.lint;

/** The output formats of findings. */
enum OutputFormat {
    /** One line per finding, as in compilers. */
    TEXT,
    /** A JSON array. */
    JSON,
    /** SARIF 2.1.0, for code hosts and editors. */
    SARIF,
    /** JUnit's XML, for build servers. */
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
