package io.tiphys.gateway.argo.request;

import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked of the Argo Server to watch: always whole objects.
 *
 * @param namespace the namespace; empty for all
 * @param listOptions fields of Kubernetes' {@code ListOptions} by name, each as text
 */
public record UpstreamQuery(String namespace, Map<String, String> listOptions) {
    /**
     * How long a watch of the past lives, in seconds. Kubernetes says two seconds before a watch's end how far it has come
     * (v1.36, {@code cache_watcher.go}), so one that ends soon says it soon.
     */
    private static final int PAST_LIVES = 3;

    public UpstreamQuery {
        listOptions = new TreeMap<>(listOptions);
    }

    /** A watch of everything in a namespace. */
    public static UpstreamQuery ofHub(Optional<Namespace> namespace, WatchStart start) {
        return of(namespace, WatchSelection.ALL, start);
    }

    /** A watch of everything in a namespace, of a Kubernetes that cannot mark the end of the present state. */
    public static UpstreamQuery ofHubUnmarked(Optional<Namespace> namespace) {
        return new UpstreamQuery(namespace.map(Namespace::value).orElse(""), Map.of("allowWatchBookmarks", "true"));
    }

    /** A watch for one reader that has to catch up. What its fields leave out is left out here, when it is handed on. */
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
