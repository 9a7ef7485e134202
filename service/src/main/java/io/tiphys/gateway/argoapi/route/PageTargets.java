package io.tiphys.gateway.argoapi.route;

import io.tiphys.gateway.argoapi.uri.PathAndQuery;
import io.tiphys.gateway.argoapi.uri.PathSegments;
import io.tiphys.gateway.argoapi.uri.PercentEncoding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Argo's pages and its single sign-on. Only the browser reads the query of a page, so the gateway sends none. Of the query
 * of single sign-on the gateway sends the three parameters that the Argo Server reads (argo-workflows v4.0.5, {@code
 * server/auth/sso/sso.go}).
 */
final class PageTargets {
    private static final Set<String> READ = Set.of("redirect", "state", "code");
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private PageTargets() {}

    /** @throws GatewayException with REQUEST_INVALID for an ambiguous query of single sign-on */
    static Target of(PathSegments path, String query) {
        boolean signOn = path.size() == 2
                && path.at(0).equals("oauth2")
                && (path.at(1).equals("redirect") || path.at(1).equals("callback"));
        if (!signOn || query.isEmpty()) {
            return new Target.Page(path.encoded(), Optional.empty());
        }
        Map<String, List<String>> read = read(query);
        Optional<String> state = Optional.ofNullable(read.get("state"))
                .map(List::getFirst)
                .filter(name -> COOKIE_NAME.matcher(name).matches() && !name.equals(CallerTokens.COOKIE));
        return new Target.Page(new PathAndQuery(path.encoded(), QueryParameters.write(read)).toString(), state);
    }

    private static Map<String, List<String>> read(String query) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            Optional<String> name = PercentEncoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            if (name.filter(READ::contains).isEmpty()) {
                continue;
            }
            Optional<String> value = PercentEncoding.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (value.isEmpty() || read.put(name.get(), List.of(value.get())) != null) {
                throw new GatewayException(Problem.of(
                        ErrorReason.REQUEST_INVALID,
                        "The parameter '" + name.get()
                                + "' must appear in the query once, in complete percent-escapes."));
            }
        }
        return read;
    }
}
