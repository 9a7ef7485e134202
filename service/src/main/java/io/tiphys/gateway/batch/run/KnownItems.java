package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.document.KeyRecord;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The workflows that a batch already has, read with one list once the first item turns out to be a replay: a batch that is
 * sent again then needs no call for each of them. The list proves nothing about absent items: for them the create is the
 * lock. Thread-safe.
 */
final class KnownItems {
    private final ListWorkflows lister;
    private final Namespace namespace;
    private final String selector;
    private final Supplier<CallContext> review;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Map<String, Known> known = Map.of();

    private record Known(String uid, String key, String fingerprint) {}

    /** @param review authenticates the caller again for each page */
    KnownItems(ListWorkflows lister, Namespace namespace, String batchId, Supplier<CallContext> review) {
        this.lister = lister;
        this.namespace = namespace;
        this.selector = BatchIdentity.LABEL + "=" + batchId;
        this.review = review;
    }

    /** The uid of the workflow of a creation, if it was listed and was made by the same request. */
    Optional<String> uid(KeyedCreation creation) {
        return Optional.ofNullable(known.get(creation.name()))
                .filter(one -> one.key().equals(creation.record().digest()))
                .filter(one ->
                        one.fingerprint().equals(creation.record().fingerprint().whole()))
                .map(Known::uid);
    }

    /** Lists the workflows, the first time that it is called. A caller who may not list workflows gets single reads. */
    void replayed() {
        if (!asked.compareAndSet(false, true)) {
            return;
        }
        try {
            Map<String, Known> found = new HashMap<>();
            Optional<String> next = Optional.empty();
            do {
                ListQuery query = new ListQuery(Optional.of(selector), Optional.empty(), ListQuery.LARGEST_PAGE, next);
                WorkflowPage page = lister.list(review.get(), Optional.of(namespace), query);
                page.workflows().forEach(workflow -> add(workflow, found));
                next = page.next();
            } while (next.isPresent());
            known = Map.copyOf(found);
        } catch (GatewayException e) {
            known = Map.of(); // the items are read one by one instead
        }
    }

    private static void add(WorkflowObject workflow, Map<String, Known> found) {
        Map<String, String> annotations = ObjectMetadata.of(workflow.json()).annotations();
        String fingerprint = annotations.getOrDefault(KeyRecord.FINGERPRINT_ANNOTATION, "");
        found.put(
                workflow.summary().name(),
                new Known(
                        workflow.summary().uid(),
                        annotations.getOrDefault(KeyRecord.KEY_ANNOTATION, ""),
                        DocumentFingerprint.parse(fingerprint).whole()));
    }
}
