package io.tiphys.gateway.testbed;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.validation.digest.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What went over the wire, in the order in which it came. Proxies in front of several upstreams write into one journal,
 * so that a test can tell the order between them. Knows no token, only whether two are the same. Thread-safe.
 */
public final class WireJournal {
    private final List<WireCall> calls = new ArrayList<>();

    /** What came so far. */
    public synchronized List<WireCall> calls() {
        return List.copyOf(calls);
    }

    /** What came to one upstream so far. */
    public List<WireCall> callsTo(String upstream) {
        return calls().stream().filter(call -> call.upstream().equals(upstream)).toList();
    }

    /** Forgets what came so far; what is under way leaves no trace. */
    public synchronized void clear() {
        calls.clear();
    }

    /** What {@link WireCall#authorization} says for this token. */
    public static String fingerprint(BearerToken token) {
        return fingerprint("Bearer " + token.reveal());
    }

    static String fingerprint(String authorization) {
        return HexFormat.of().formatHex(Sha256.of(authorization), 0, 6);
    }

    synchronized WireCall received(String upstream, HttpHead request) {
        Optional<String> authorization = request.header("authorization").map(WireJournal::fingerprint);
        WireCall call = new WireCall(
                calls.size() + 1, upstream, request.method(), request.target(), authorization, OptionalInt.empty());
        calls.add(call);
        return call;
    }

    synchronized void answered(WireCall call, int status) {
        int place = calls.indexOf(call);
        if (place >= 0) {
            calls.set(place, call.answered(status));
        }
    }
}
