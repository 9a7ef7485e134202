package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.document.KeyRecord;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.idempotency.key.KeyDigest;
import io.tiphys.gateway.idempotency.key.KeyScope;
import io.tiphys.gateway.idempotency.key.KeyedName;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a key costs of processor time on a submission when nothing goes wrong. Run by {@code bench/keys}. */
class KeyCostBenchmark {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 9;
    private static final int CALLS = 4_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long kept;

    @Test
    void ofSmallAndLargeWorkflows() {
        for (int templates : new int[] {1, 20, 200}) {
            WorkflowManifest manifest = workflow(templates);
            long with = median(manifest, true);
            long without = median(manifest, false);
            System.out.printf(
                    "%d templates, %d bytes: %.1f us with a key, %.1f us without, %.1f us for the key%n",
                    templates, manifest.size(), with / 1e3, without / 1e3, (with - without) / 1e3);
        }
        System.out.println(kept == 0 ? "nothing was written" : "done");
    }

    private long median(WorkflowManifest manifest, boolean keyed) {
        int calls = Math.max(200, (int) (CALLS * 2_000 / Math.max(2_000, manifest.size())));
        run(manifest, keyed, Math.min(WARM_UP, calls * 5));
        long[] times = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long began = threads.getCurrentThreadCpuTime();
            run(manifest, keyed, calls);
            times[round] = (threads.getCurrentThreadCpuTime() - began) / calls;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private void run(WorkflowManifest manifest, boolean keyed, int calls) {
        for (int i = 0; i < calls; i++) {
            kept += manifest.toJson(keyed ? keyed(manifest, i) : plain()).length;
        }
    }

    private static ManifestAdditions plain() {
        return new ManifestAdditions(
                Map.of(SubmissionLabels.SUBMISSION_ID, SubmissionLabels.newId()),
                Map.of(SubmissionLabels.SUBMITTED_BY, "ada"));
    }

    private static ManifestAdditions keyed(WorkflowManifest manifest, int call) {
        IdempotencyKey key = GivenKeys.NONE
                .withHeader(java.util.List.of("8e03978e-40d5-43dd-bc93-" + call))
                .agreed()
                .orElseThrow();
        KeyDigest digest = new KeyScope("user ada", "lab", "science").digest(key);
        String name = KeyedName.of(digest, manifest.name(), manifest.generateName());
        KeyRecord record = new KeyRecord(digest.recordOn(name), DocumentFingerprint.of(manifest.root()));
        return new ManifestAdditions(
                Map.of(SubmissionLabels.SUBMISSION_ID, SubmissionLabels.newId()),
                record.annotations(),
                Optional.of(name));
    }

    private static WorkflowManifest workflow(int templates) {
        StringBuilder text = new StringBuilder("{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\","
                + "\"metadata\":{\"generateName\":\"bench-\"},\"spec\":{\"entrypoint\":\"t0\",\"templates\":[");
        for (int i = 0; i < templates; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"t")
                    .append(i)
                    .append(
                            "\",\"container\":{\"image\":\"busybox:1.37\",\"command\":[\"sh\",\"-c\"],\"args\":[\"echo ")
                    .append("x".repeat(200))
                    .append("\"],\"env\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"B\",\"value\":\"2\"}]}}");
        }
        return new ManifestReader()
                .read(text.append("]}}").toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
