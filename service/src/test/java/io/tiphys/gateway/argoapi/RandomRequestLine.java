package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.argoapi.route.QueryParameters;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoproto.QueryField;
import io.tiphys.gateway.argoproto.QueryValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes first lines of requests: of any row of the access table, with values and encodings of all sorts, and with mutations by
 * which one reader could be led to another reading than the next.
 */
final class RandomRequestLine {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD");
    private static final List<String> NAMES =
            List.of("argo", "lab", "hello-x7", "a.b.c", "@latest", "", "log", "submit", "lint", "0");
    private static final List<String> ODD = List.of(
            "a%2Flog",
            "%2e%2e",
            "..",
            "..;",
            "..;a=b",
            "%2e%2e;",
            ".",
            "a%5Cb",
            "a\\b",
            "a%00b",
            "a%0Ab",
            "a%252Flog",
            "a%zz",
            "a%2",
            "A",
            "a:log",
            "%FF",
            "a;b",
            "a b",
            "%40latest",
            "%61rgo",
            "a+b",
            "",
            "a%C3%A4",
            "a%23",
            "a%3Fuid=x");
    private static final List<String> TEXTS = List.of(
            "argo",
            "metadata.name=x",
            "a%3Db",
            "x+y",
            "%2B",
            "",
            "=",
            "%26",
            "a%5Bb%5D",
            "%E2%82%AC",
            "metadata.namespace%3Dlab");
    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "5", "010", "0x10", "1_0", "9223372036854775808", "");
    private static final List<String> BOOLEANS = List.of("true", "false", "1", "0", "T", "f", "True", "yes", "");

    private final Random random;

    RandomRequestLine(Random random) {
        this.random = random;
    }

    /** Method, blank, target. */
    String next() {
        ArgoRpc rpc = one(ArgoRpcs.all());
        String method = chance(20) ? one(METHODS) : rpc.httpMethod();
        List<String> query = query(rpc);
        String target = "/api/v1" + path(rpc) + (query.isEmpty() && !chance(10) ? "" : "?" + String.join("&", query));
        return method + " " + (chance(10) ? mutated(target) : target);
    }

    private String path(ArgoRpc rpc) {
        StringBuilder path = new StringBuilder();
        for (String part : ArgoRoutes.parts(rpc)) {
            String value = ArgoRoutes.isVariable(part) ? chance(6) ? one(ODD) : one(NAMES) : part;
            path.append('/').append(chance(8) ? escaped(value) : value);
        }
        return path.toString();
    }

    private List<String> query(ArgoRpc rpc) {
        TreeMap<String, QueryField> known = new TreeMap<>(QueryParameters.known(rpc));
        List<String> query = new ArrayList<>();
        List<String> names = new ArrayList<>(known.keySet());
        for (int left = random.nextInt(4); left > 0 && !names.isEmpty(); left--) {
            String name = one(names);
            QueryField field = known.get(name);
            String value = switch (field == null ? QueryValue.TEXT : field.value()) {
                case TEXT -> one(TEXTS);
                case BOOLEAN -> one(BOOLEANS);
                case INT32, INT64 -> one(NUMBERS);
                case SYNC_TYPE -> one(List.of("CONFIGMAP", "DATABASE", "0", "1", "2"));
            };
            query.add(chance(6) ? odd(name, value) : name + "=" + value);
        }
        if (chance(8)) {
            query.add(odd(rpc.variables().isEmpty() ? "x" : one(rpc.variables()), one(TEXTS)));
        }
        return query;
    }

    private String odd(String name, String value) {
        return switch (random.nextInt(10)) {
            case 0 -> name + "[" + value + "]=";
            case 1 -> name + "%5B" + value + "%5D=other";
            case 2 -> "=" + value;
            case 3 -> "[" + value + "]";
            case 4 -> name + ".=" + value;
            case 5 -> name.toUpperCase(Locale.ROOT) + "=" + value;
            case 6 -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "=" + value;
            case 7 -> name + "=" + value + "&" + name + "=lab";
            case 8 -> escaped(name) + "=" + value;
            default -> name + "=" + value + ";" + one(List.of("namespace", "uid", "force")) + "=lab";
        };
    }

    private String mutated(String target) {
        int at = 1 + random.nextInt(target.length() - 1);
        return switch (random.nextInt(4)) {
            case 0 -> target.substring(0, at) + "/" + target.substring(at);
            case 1 -> target.substring(0, at) + "%2F" + target.substring(at);
            case 2 -> target.substring(0, at) + target.substring(at + 1);
            default -> target.substring(0, at) + "../" + target.substring(at);
        };
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(next -> escaped.append(next == '%' ? "%" : "%%%02x".formatted(next)));
        return escaped.toString();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
