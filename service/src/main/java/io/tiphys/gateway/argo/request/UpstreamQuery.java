package io.tiphys.gateway.argo.request;

import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The query of an upstream watch; always for whole objects.
 *
 * @param namespace the namespace; empty for all
 * @param listOptions fields of Kubernetes' {@code ListOptions} by name, each as text
 */
public record UpstreamQuery(String namespace, Map<String, String> listOptions) {
    /**
     * The lifetime of a watch of the past, in seconds. Kubernetes reports the watch's progress two seconds before its end
     * (v1.36, {@code cache_watcher.go}), so a short lifetime gives an early report.
     */
    private static final int PAST_LIVES = 3;

    public UpstreamQuery {
        listOptions = new TreeMap<>(listOptions);
    }

    /** A watch of everything in a namespace. */
    public static UpstreamQuery ofHub(Optional<Namespace> namespace, WatchStart start) {
        return of(namespace, WatchSelection.ALL, start);
    }

    /** A watch of everything in a namespace, for a Kubernetes version that does not mark the end of the initial snapshot. */
    public static UpstreamQuery ofHubUnmarked(Optional<Namespace> namespace) {
        return new UpstreamQuery(namespace.map(Namespace::value).orElse(""), Map.of("allowWatchBookmarks", "true"));
    }

    /** A catch-up watch for one reader. The reader's fields are applied here, on delivery. */
    public static UpstreamQuery ofPast(Optional<Namespace> namespace, WatchSelection selection, long after) {
        UpstreamQuery query = of(namespace, selection, WatchStart.after(after));
        Map<String, String> options = new TreeMap<>(query.listOptions());
        options.put("timeoutSeconds", Integer.toString(PAST_LIVES));
        return new UpstreamQuery(query.namespace(), options);
    }

    private static UpstreamQuery of(Optional<Namespace> namespace, WatchSelection selection, WatchStart start) {
        Map<String, String> options = new TreeMap<>();
        selection.labelSelector().ifPresent(text -> options.put("labelSelector", text));
        selection.fieldSelector().ifPresent(text -> options.put("fieldSelector", text));
        options.put("allowWatchBookmarks", "true");
        if (start.after().isPresent()) {
            options.put("resourceVersion", Long.toString(start.after().getAsLong()));
        } else {
            options.put("sendInitialEvents", "true");
            options.put("resourceVersionMatch", "NotOlderThan");
        }
        return new UpstreamQuery(namespace.map(Namespace::value).orElse(""), options);
    }
}
