package io.tiphys.gateway.argoapi.uri;

/**
 * The path and the query of a request, unchanged.
 *
 * @param path without the query
 * @param query without the question mark; empty for none
 */
public record PathAndQuery(String path, String query) {
    /** Splits the target in the first line of a request. */
    public static PathAndQuery of(String text) {
        int mark = text.indexOf('?');
        return mark < 0
                ? new PathAndQuery(text, "")
                : new PathAndQuery(text.substring(0, mark), text.substring(mark + 1));
    }

    @Override
    public String toString() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
