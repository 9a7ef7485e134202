package io.tiphys.gateway.argoapi.route;

import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoapi.uri.PercentEncoding;
import io.tiphys.gateway.argoproto.QueryField;
import io.tiphys.gateway.argoproto.QueryValue;
import io.tiphys.gateway.argoproto.RequestFields;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.finding.SimilarWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The query of a request, parsed by the fields of its remote procedure and rewritten. Only a plain field name is valid here;
 * grpc-gateway v1.16 also accepts {@code f[x]=} for the field {@code f}, and the empty name for the first field.
 */
public final class QueryParameters {
    /** More than any message has fields. Further parameters are rejected, never ignored. */
    public static final int MOST = 64;

    private static final int SHOWN = 100;

    /** Parameters that Argo's stream writer reads, besides the fields of the requests (argoproj/pkg, {@code grpc/http}). */
    private static final String STREAM_FIELDS = "fields";

    private static final Map<String, Map<String, QueryField>> KNOWN =
            ArgoRpcs.all().stream().collect(Collectors.toUnmodifiableMap(ArgoRpc::name, QueryParameters::knownOf));

    private QueryParameters() {}

    /**
     * Reads a query.
     *
     * @param query without the question mark
     * @return the values by the name of their field, in the order of the query; each value as rewritten
     * @throws GatewayException with REQUEST_INVALID for a parameter that the procedure does not have, a repeated parameter
     *     of a single value, or a value of the wrong type; and for more than {@link #MOST} parameters
     */
    public static Map<String, List<String>> read(ArgoRpc rpc, String query) {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, QueryField> known = known(rpc);
        Map<String, List<String>> read = new LinkedHashMap<>();
        int count = 0;
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST) {
                throw refused("", "The query has more than " + MOST + " parameters.");
            }
            add(rpc, known, pair, read);
        }
        return read;
    }

    private static void add(ArgoRpc rpc, Map<String, QueryField> known, String pair, Map<String, List<String>> read) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        QueryField field = known.get(name);
        if (field == null) {
            throw unknown(rpc, known, name);
        }
        List<String> values = read.computeIfAbsent(name, first -> new ArrayList<>(1));
        if (!values.isEmpty() && !field.repeated()) {
            throw refused(name, "The parameter '" + name + "' must not be repeated in the query.");
        }
        values.add(field.value()
                .canonical(value)
                .orElseThrow(() -> refused(
                        name,
                        "The value '" + shown(value) + "' of the parameter '" + name
                                + "' is not valid: expected "
                                + field.value().expected() + ".")));
    }

    /** The rewritten query. */
    public static String write(Map<String, List<String>> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, values) -> values.forEach(value ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(PercentEncoding.encode(value))));
        return text.toString();
    }

    /** The query parameters of a procedure, by name. */
    public static Map<String, QueryField> known(ArgoRpc rpc) {
        return KNOWN.getOrDefault(rpc.name(), Map.of());
    }

    /** The Argo Server does not read from the query fields that the path or the body sets. */
    private static Map<String, QueryField> knownOf(ArgoRpc rpc) {
        Map<String, QueryField> known = new TreeMap<>();
        if (!rpc.readsBody()) {
            known.putAll(RequestFields.inQuery("/" + rpc.name()));
            rpc.variables().forEach(known::remove);
            if (rpc.streams()) {
                known.put(STREAM_FIELDS, new QueryField(QueryValue.TEXT, false));
            }
        }
        return known;
    }

    private static String decoded(String text) {
        if (text.indexOf(';') >= 0) {
            throw refused("", "The query has a ';'; write it as %3B.");
        }
        return PercentEncoding.decode(text, true)
                .orElseThrow(() -> refused(
                        "", "The query has '" + shown(text) + "', which is not UTF-8 in complete percent-escapes."));
    }

    private static GatewayException unknown(ArgoRpc rpc, Map<String, QueryField> known, String name) {
        String meant = known.keySet().stream()
                .filter(one -> one.endsWith("." + name) || one.startsWith(name + "."))
                .findFirst()
                .orElseGet(() -> SimilarWords.to(name, known.keySet()) instanceof String similar ? similar : "");
        String all = known.isEmpty()
                ? "it accepts none" + (rpc.readsBody() ? "; its fields belong in the body" : "")
                : "it accepts " + String.join(", ", known.keySet());
        String inPath = rpc.variables().contains(name) ? " It belongs in the path." : "";
        return refused(
                name,
                "The parameter '" + shown(name) + "' is not known for " + rpc.method() + "; " + all + "." + inPath
                        + (meant.isEmpty() ? "" : " Did you mean '" + meant + "'?"));
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }

    private static GatewayException refused(String name, String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("query-parameter", shown(name), message))));
    }
}
