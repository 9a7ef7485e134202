package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.QueryParams;

/**
 * The path of a request and its query.
 *
 * @param path without the query
 * @param query without the question mark; empty for none
 */
record PathAndQuery(String path, String query) {
    /** Splits what stands in the first line of a request. */
    static PathAndQuery of(String text) {
        int mark = text.indexOf('?');
        return mark < 0
                ? new PathAndQuery(text, "")
                : new PathAndQuery(text.substring(0, mark), text.substring(mark + 1));
    }

    /** The parameters, decoded. */
    QueryParams params() {
        return query.isEmpty() ? QueryParams.of() : QueryParams.fromQueryString(query);
    }

    /** The query behind its question mark; empty for none. */
    String queryWithMark() {
        return query.isEmpty() ? "" : "?" + query;
    }

    /** The same with a parameter that replaces all of its name, as text. */
    String with(String parameter, String value) {
        return path + "?" + params().toBuilder().set(parameter, value).toQueryString();
    }
}
