package io.tiphys.gateway.grpc.status;

import com.google.rpc.Status;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Shortens a problem until its status fits into the trailers of a call. Clients accept 8 KiB of trailers by default
 * (grpc-java's {@code maxInboundMetadataSize}, gRPC core's soft limit); a larger status would be lost as a whole. The
 * metadata {@code omitted} list the missing parts. First the manifest is dropped, then the detail and each violation are
 * shortened, then violations are dropped from the end, then facts are shortened.
 */
final class StatusBudget {
    /** The rest of the 8 KiB after one kilobyte for the other trailers; in bytes. */
    static final int BYTES = 7 * 1024;

    static final String OMITTED = "omitted";

    private static final int SHORT_TEXT = 400;
    private static final int SHORT_FACT = 100;
    private static final int FEW_FACTS = 10;

    private StatusBudget() {}

    static Status fit(Problem problem, Function<Problem, Status> writer) {
        Status whole = writer.apply(problem);
        if (size(whole) <= BYTES) {
            return whole;
        }
        Status withoutManifest = writer.apply(note(withManifest(problem, Optional.empty()), problem));
        if (size(withoutManifest) <= BYTES) {
            return withoutManifest;
        }
        return withFewerViolations(shortened(problem), problem, writer);
    }

    private static Status withFewerViolations(Problem shortened, Problem original, Function<Problem, Status> writer) {
        Problem base = shortened;
        if (size(writer.apply(note(base.withViolations(List.of()), original))) > BYTES) {
            base = withFewFacts(base);
        }
        List<Violation> violations = base.violations();
        int fitting = 0;
        int excess = violations.size() + 1;
        while (excess - fitting > 1) { // "fitting" violations fit, "excess" violations do not
            int middle = (fitting + excess) / 2;
            Problem cut = note(base.withViolations(violations.subList(0, middle)), original);
            if (size(writer.apply(cut)) <= BYTES) {
                fitting = middle;
            } else {
                excess = middle;
            }
        }
        return writer.apply(note(base.withViolations(violations.subList(0, fitting)), original));
    }

    /** The size of a status in the trailers, in bytes: the percent-encoded message, and the whole status again in base64. */
    static int size(Status status) {
        int message = 0;
        for (byte octet : status.getMessage().getBytes(StandardCharsets.UTF_8)) {
            message += octet < ' ' || octet >= '~' || octet == '%' ? 3 : 1;
        }
        return message + (status.getSerializedSize() + 2) / 3 * 4;
    }

    private static Problem shortened(Problem problem) {
        List<Violation> violations = problem.violations().stream()
                .map(violation -> new Violation(
                        violation.rule(),
                        violation.severity(),
                        shortened(violation.pointer(), SHORT_TEXT),
                        violation.line(),
                        violation.column(),
                        shortened(violation.message(), SHORT_TEXT),
                        violation.hint().map(hint -> shortened(hint, SHORT_TEXT)),
                        violation.link()))
                .toList();
        return new Problem(
                problem.reason(),
                shortened(problem.detail(), SHORT_TEXT),
                violations,
                problem.metadata(),
                Optional.empty(),
                problem.retryAfter());
    }

    private static Problem withFewFacts(Problem problem) {
        Map<String, String> facts = new TreeMap<>();
        problem.metadata().entrySet().stream()
                .limit(FEW_FACTS)
                .forEach(fact ->
                        facts.put(shortened(fact.getKey(), SHORT_FACT), shortened(fact.getValue(), SHORT_FACT)));
        return new Problem(
                problem.reason(),
                problem.detail(),
                problem.violations(),
                facts,
                problem.manifest(),
                problem.retryAfter());
    }

    private static Problem withManifest(Problem problem, Optional<String> manifest) {
        return new Problem(
                problem.reason(),
                problem.detail(),
                problem.violations(),
                problem.metadata(),
                manifest,
                problem.retryAfter());
    }

    /** Records the parts of the original that are missing. */
    private static Problem note(Problem cut, Problem original) {
        StringBuilder omitted = new StringBuilder();
        if (original.manifest().isPresent() && cut.manifest().isEmpty()) {
            omitted.append("the manifest; ");
        }
        int missing = original.violations().size() - cut.violations().size();
        if (missing > 0) {
            omitted.append(missing)
                    .append(" of ")
                    .append(original.violations().size())
                    .append(" violations; ");
        }
        if (!cut.detail().equals(original.detail())
                || !original.violations().subList(0, cut.violations().size()).equals(cut.violations())
                || !cut.metadata().equals(original.metadata())) {
            omitted.append("the ends of long texts; ");
        }
        return cut.with(OMITTED, omitted + "too long for gRPC trailers; REST returns all of it");
    }

    /** Shortens by bytes, as the budget counts them, and never inside a character. */
    private static String shortened(String text, int bytes) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length <= bytes) {
            return text;
        }
        int end = bytes;
        while ((encoded[end] & 0xC0) == 0x80) { // a continuation byte: its character began before the cut
            end--;
        }
        return new String(encoded, 0, end, StandardCharsets.UTF_8) + "...";
    }
}
