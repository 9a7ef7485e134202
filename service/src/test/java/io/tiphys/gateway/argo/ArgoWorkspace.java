package io.tiphys.gateway.argo;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.log.HttpSharedLogs;
import io.tiphys.gateway.argo.watch.HttpSharedWatches;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A namespace of the real cluster, an account that may do everything in it, and the adapters behind a fault proxy. */
final class ArgoWorkspace implements AutoCloseable {
    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final TestNamespace namespace = TestNamespace.create(cluster);
    private final WireJournal journal = new WireJournal();
    private final FaultProxy proxy = FaultProxy.ofArgo(cluster, journal);
    private final SubmissionEnvironment environment = Environments.at(proxy.uri());
    private final ArgoClients servers = Environments.servers(environment);
    private final HttpSharedWatches watches = new HttpSharedWatches(servers, Ticker.systemTicker());
    private final HttpSharedLogs logs = new HttpSharedLogs(servers);
    private final BearerToken token;

    ArgoWorkspace() {
        namespace.serviceAccount("scientist");
        namespace.grant(
                "scientist",
                new PolicyRuleBuilder()
                        .withApiGroups("argoproj.io", "")
                        .withResources("*")
                        .withVerbs("*")
                        .build());
        token = namespace.token("scientist");
    }

    ClusterUnderTest cluster() {
        return cluster;
    }

    TestNamespace namespace() {
        return namespace;
    }

    FaultProxy proxy() {
        return proxy;
    }

    ArgoClients servers() {
        return servers;
    }

    SubmissionEnvironment environment() {
        return environment;
    }

    HttpWorkflowSubmitter submitter() {
        return new HttpWorkflowSubmitter(servers);
    }

    HttpWorkflowControl control() {
        return new HttpWorkflowControl(servers, watches, logs);
    }

    /** Resumes a workflow over a connection of its own, past the fault proxy. */
    void resumeDirectly(WorkflowName name) {
        SubmissionEnvironment direct = Environments.at(cluster.argoServer());
        ArgoCall call = new ArgoCall(direct, where(), token, Deadline.after(Duration.ofSeconds(30)));
        try (ArgoClients own = Environments.servers(direct)) {
            new HttpWorkflowControl(own, watches, logs).change(call, name, new WorkflowAction.Resume(Optional.empty()));
        }
    }

    /** What went to the Argo Server, as method and path. */
    List<String> wire() {
        return journal.calls().stream()
                .map(call -> call.method() + " " + call.path())
                .toList();
    }

    List<WireCall> calls() {
        return journal.calls();
    }

    /** The shared watches. */
    HttpSharedWatches watches() {
        return watches;
    }

    /** What the account shows. */
    StandingCredential credential() {
        return credential(token);
    }

    /** What another one shows. */
    StandingCredential credential(BearerToken other) {
        return new StandingCredential() {
            @Override
            public Requester requester() {
                return Requester.GATEWAY;
            }

            @Override
            public SubmissionEnvironment environment() {
                return environment;
            }

            @Override
            public String key() {
                return WireJournal.fingerprint(other);
            }

            @Override
            public <T> T call(Function<ArgoCall, T> upstream) {
                try {
                    return upstream.apply(ArgoWorkspace.this.call(other));
                } catch (CredentialRefusedException e) {
                    throw new GatewayException(Problem.of(ErrorReason.TOKEN_REFUSED_BY_ARGO, "401"), e);
                }
            }
        };
    }

    Namespace where() {
        return new Namespace(namespace.name());
    }

    /** A call with half a minute's time, as the account. */
    ArgoCall call() {
        return call(token, Duration.ofSeconds(30));
    }

    ArgoCall call(Duration time) {
        return call(token, time);
    }

    ArgoCall call(BearerToken token) {
        return call(token, Duration.ofSeconds(30));
    }

    private ArgoCall call(BearerToken token, Duration time) {
        return new ArgoCall(environment, new Namespace(namespace.name()), token, Deadline.after(time));
    }

    /** A workflow as an object of this namespace. */
    GenericKubernetesResource object(byte[] workflow) {
        GenericKubernetesResource object =
                Serialization.unmarshal(new String(workflow, StandardCharsets.UTF_8), GenericKubernetesResource.class);
        object.setApiVersion("argoproj.io/v1alpha1");
        object.setKind("Workflow");
        object.getMetadata().setNamespace(namespace.name());
        return object;
    }

    /** A workflow that waits until it is resumed, and needs no pod. */
    static byte[] waiting(String name) {
        return workflow(name, "{\"name\":\"main\",\"suspend\":{}}");
    }

    static byte[] workflow(String name, String template) {
        return bytes("{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"made-by\":\"test\"}},"
                + "\"spec\":{\"entrypoint\":\"main\",\"templates\":[" + template + "]}}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The next thing that comes, however long the stream is silent before. */
    static <T> T next(EventStream<T> stream) {
        EventStream.Step<T> step = stream.next(Duration.ofSeconds(60));
        if (step instanceof Item<T>(T value)) {
            return value;
        }
        throw new AssertionError("something was to come, and not " + step);
    }

    /** All that comes until the end. */
    static <T> List<T> all(EventStream<T> stream) {
        List<T> items = new ArrayList<>();
        for (EventStream.Step<T> step = stream.next(Duration.ofSeconds(60));
                !(step instanceof End<T>);
                step = stream.next(Duration.ofSeconds(60))) {
            if (!(step instanceof Item<T>(T value))) {
                throw new AssertionError("silence for a minute after " + items);
            }
            items.add(value);
        }
        return items;
    }

    @Override
    public void close() {
        watches.close();
        servers.close();
        proxy.close();
        namespace.close();
    }
}
