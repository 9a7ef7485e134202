package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Progress;
import io.tiphys.gateway.argo.payload.WatchedObject;
import io.tiphys.gateway.argo.request.UpstreamQuery;
import io.tiphys.gateway.argo.watch.WatchHubs;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Upstream watches that say what a test puts in. */
public final class UpstreamScript implements WatchHubs.UpstreamWatches {
    /** What was asked for, in order. */
    public final List<UpstreamQuery> asked = new CopyOnWriteArrayList<>();

    /** Whether it is a Kubernetes without streaming lists. */
    public boolean refusesStreamingLists;

    private final LinkedBlockingQueue<ScriptedStream<UpstreamEvent>> streams = new LinkedBlockingQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    /** The next watch that is opened. */
    public ScriptedStream<UpstreamEvent> next(UpstreamEvent... events) {
        ScriptedStream<UpstreamEvent> stream = new ScriptedStream<>();
        for (UpstreamEvent event : events) {
            stream.item(event);
        }
        streams.add(stream);
        return stream;
    }

    /** How many were opened. */
    public int opened() {
        return open.get();
    }

    @Override
    public EventStream<UpstreamEvent> open(StandingCredential credential, UpstreamQuery query, WireFormat format) {
        asked.add(query);
        if (refusesStreamingLists && query.listOptions().containsKey("sendInitialEvents")) {
            throw new GatewayException(
                    Problem.of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, "sendInitialEvents is forbidden for watch"));
        }
        open.incrementAndGet();
        return streams.remove();
    }

    /** A workflow of namespace science at a version. */
    public static Changed changed(String type, String name, long version, String... labels) {
        Map<String, String> map = List.of(labels).stream()
                .map(label -> label.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        String text = map.entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        byte[] payload = ("{\"type\":\"" + type + "\",\"object\":{\"metadata\":{\"name\":\"" + name
                        + "\",\"namespace\":\"science\",\"resourceVersion\":\"" + version + "\",\"labels\":{" + text
                        + "}}}}")
                .getBytes(StandardCharsets.UTF_8);
        return new Changed(new WatchedObject(type, "science", name, version, map, payload));
    }

    public static Progress complete(long version) {
        return new Progress(version, true);
    }

    public static Progress progress(long version) {
        return new Progress(version, false);
    }

    /** A credential with this key. */
    public static StandingCredential credential(String key) {
        SubmissionEnvironment environment = Environments.at(URI.create("http://argo.invalid"));
        return new StandingCredential() {
            @Override
            public SubmissionEnvironment environment() {
                return environment;
            }

            @Override
            public String key() {
                return key;
            }

            @Override
            public Requester requester() {
                return Requester.GATEWAY;
            }

            @Override
            public <T> T call(Function<ArgoCall, T> upstream) {
                return upstream.apply(new ArgoCall(
                        environment,
                        new Namespace("science"),
                        BearerToken.of("token"),
                        Deadline.after(Duration.ofSeconds(30))));
            }
        };
    }
}
