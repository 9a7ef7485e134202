package io.tiphys.gateway.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request, as it is sent. Immutable.
 *
 * @param about the procedure that it was made for, before any mutation
 * @param environment the environment of the gateway that it goes to
 * @param caller the account whose token it carries; empty for none
 * @param method the HTTP method; {@code POST} for gRPC
 * @param path the path without query, as it is written; for gRPC the full method name
 * @param query the parts between the ampersands, as they are written
 * @param headers lines of headers or metadata, but for the authorization
 * @param body for HTTP the body; for gRPC the message as JSON
 * @param suffix bytes that follow the message of gRPC, in hexadecimal digits
 */
record WitnessRequest(
        String about,
        Wire wire,
        String environment,
        String caller,
        String method,
        String path,
        List<String> query,
        List<String> headers,
        String body,
        String suffix) {
    WitnessRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    /** The path with its query. */
    String target() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    WitnessRequest withCaller(String other) {
        return new WitnessRequest(about, wire, environment, other, method, path, query, headers, body, suffix);
    }

    WitnessRequest withEnvironment(String other) {
        return new WitnessRequest(about, wire, other, caller, method, path, query, headers, body, suffix);
    }

    WitnessRequest withMethod(String other) {
        return new WitnessRequest(about, wire, environment, caller, other, path, query, headers, body, suffix);
    }

    WitnessRequest withPath(String other) {
        return new WitnessRequest(about, wire, environment, caller, method, other, query, headers, body, suffix);
    }

    WitnessRequest withQuery(List<String> other) {
        return new WitnessRequest(about, wire, environment, caller, method, path, other, headers, body, suffix);
    }

    WitnessRequest withHeaders(List<String> other) {
        return new WitnessRequest(about, wire, environment, caller, method, path, query, other, body, suffix);
    }

    WitnessRequest withHeader(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return withHeaders(more);
    }

    WitnessRequest withBody(String other) {
        return new WitnessRequest(about, wire, environment, caller, method, path, query, headers, other, suffix);
    }

    WitnessRequest withSuffix(String other) {
        return new WitnessRequest(about, wire, environment, caller, method, path, query, headers, body, other);
    }

    /** How long it is, for whoever looks for the smallest. */
    int size() {
        return target().length() + String.join("", headers).length() + body.length() + suffix.length() + query.size();
    }

    /** A command that sends it, with the caller's token in the variable {@code TOKEN} and the gateway in {@code G}. */
    String command() {
        String lines = headers.stream().map(line -> " -H " + quoted(line)).collect(Collectors.joining());
        String authorization = caller.isEmpty() ? "" : " -H \"Authorization: Bearer $TOKEN\"";
        if (wire == Wire.GRPC) {
            return "grpcurl -plaintext -authority " + environment + ".witness.test" + authorization + lines + " -d "
                    + quoted(body) + " $G " + path.substring(1)
                    + (suffix.isEmpty() ? "" : " # message ends in " + suffix);
        }
        return "curl --path-as-is -gsX " + method + authorization + lines
                + (body.isEmpty() ? "" : " --data-binary " + quoted(body)) + " \"$G\"" + quoted(target());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return command() + "   # as " + (caller.isEmpty() ? "nobody known" : caller) + ", made from " + about;
    }
}
