package io.tiphys.gateway.witness;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Other ways to write a path, and paths that end in something else. Used by one thread. */
final class PathMutations {
    private static final List<String> SUFFIXES = List.of(
            "%2Flog",
            "%2Fbait-pod%2Flog",
            "%2Fsuspend",
            "%2Fresume",
            "%2Fterminate",
            "%2Fstop",
            "%2Fretry",
            "/",
            "//",
            "%5C",
            "%00",
            "%0A",
            "%2F",
            "%252Flog",
            "/..",
            "%2F..",
            "/.",
            ";a=b",
            "%3Ffields=metadata",
            "%23",
            "%2E%2E",
            "+",
            "%20",
            ":stop",
            "%2Flog%3FlogOptions.container=main",
            "%5Clog",
            "/%2e%2e/bait-run");

    private final Random random;
    private final Names names;

    PathMutations(Random random, Names names) {
        this.random = random;
        this.names = names;
    }

    WitnessRequest mutate(WitnessRequest request) {
        List<UnaryOperator<String>> ways = List.of(
                path -> path + one(SUFFIXES),
                path -> path + one(SUFFIXES),
                path -> atSlash(path, "%2F"),
                path -> atSlash(path, "//"),
                path -> atSlash(path, "/./"),
                path -> atSlash(path, "/x/../"),
                path -> atSlash(path, "/%2e%2e/"),
                path -> atSlash(path, "%5C"),
                path -> path.replace(names.served(), names.unserved()),
                path -> path.replace(names.served(), names.unserved() + "%2F..%2F" + names.served()),
                path -> path.replace(names.served(), names.served().toUpperCase(Locale.ROOT)),
                path -> path.replace(names.served(), ""),
                path -> escaped(path),
                path -> path.replaceFirst("^/argo/[^/]*", ""),
                path -> path.replaceFirst("^/argo/", "/argo%2F"),
                path -> path.replaceFirst("/api/", "/API/"),
                path -> "http://argo" + path);
        return request.withPath(one(ways).apply(request.path()));
    }

    /** Another procedure under the name of one, or a name that is nearly one. */
    WitnessRequest mutateFullMethod(WitnessRequest request) {
        List<UnaryOperator<String>> ways = List.of(
                path -> path + "/",
                path -> path.replace("WorkflowService/", "WorkflowService%2F"),
                path -> path.replace("/Get", "/Delete"),
                path -> path.replace("/List", "/Get"),
                path -> path.replace("/Lint", "/Create"));
        return request.withPath(one(ways).apply(request.path()));
    }

    private String atSlash(String path, String other) {
        int slash = path.lastIndexOf('/', random.nextInt(Math.max(path.length(), 1)));
        return slash <= 0 ? path : path.substring(0, slash) + other + path.substring(slash + 1);
    }

    private String escaped(String path) {
        int at = random.nextInt(Math.max(path.length(), 1));
        return path.isEmpty()
                ? path
                : path.substring(0, at) + "%%%02X".formatted((int) path.charAt(at)) + path.substring(at + 1);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
