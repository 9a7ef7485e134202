package io.tiphys.gateway.kubernetes.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.kubernetes.cluster.Cluster;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import io.tiphys.gateway.preflight.state.ClusterState;
import io.tiphys.gateway.preflight.state.PodVerdict;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.preflight.state.StateQuestion.Account;
import io.tiphys.gateway.preflight.state.StateQuestion.Claim;
import io.tiphys.gateway.preflight.state.StateQuestion.ConfigMapKeys;
import io.tiphys.gateway.preflight.state.StateQuestion.ConfigMapLabels;
import io.tiphys.gateway.preflight.state.StateQuestion.ExecutorPlugins;
import io.tiphys.gateway.preflight.state.StateQuestion.LimitRanges;
import io.tiphys.gateway.preflight.state.StateQuestion.NamespaceLabels;
import io.tiphys.gateway.preflight.state.StateQuestion.PodDryRun;
import io.tiphys.gateway.preflight.state.StateQuestion.PriorityClassExists;
import io.tiphys.gateway.preflight.state.StateQuestion.Quotas;
import io.tiphys.gateway.preflight.state.StateQuestion.SecretKeys;
import io.tiphys.gateway.preflight.state.StateQuestion.ServedKinds;
import io.tiphys.gateway.preflight.state.StateQuestion.TemplateSpecification;
import io.tiphys.gateway.preflight.state.StateQuestion.WaitsForFirstConsumer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Reads the state of a cluster with the caller's token alone; objects that the caller may not read are not read. */
@Singleton
final class CallerClusterState implements ClusterState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOT_UNDERSTOOD = "the API server's answer was not understood";

    private final Clusters clusters;

    CallerClusterState(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public <T> StateAnswer<T> ask(
            String environment, BearerToken token, String namespace, StateQuestion<T> question, Deadline deadline) {
        StatePath path = StatePath.of(question, namespace);
        if (!path.possible()) {
            return new StateAnswer.Absent<>();
        }
        try {
            Cluster cluster = clusters.of(environment);
            if (question instanceof PodDryRun dryRun) {
                return dryRun(PodDryRuns.read(
                        cluster.askAsHolder(token, path.text(), PodDryRuns.body(dryRun), deadline.remaining())));
            }
            HttpResponse<byte[]> response =
                    cluster.readAsHolder(token, path.text(), path.accept(), deadline.remaining());
            return switch (response.statusCode()) {
                case 200 -> new StateAnswer.Known<>(read(question, response.body()));
                case KubernetesFailures.NOT_FOUND -> new StateAnswer.Absent<>();
                case KubernetesFailures.FORBIDDEN -> new StateAnswer.Forbidden<>();
                default -> new StateAnswer.Unknown<>("the API server answered with status " + response.statusCode());
            };
        } catch (KubernetesClientException e) {
            return new StateAnswer.Unknown<>("the API server did not answer");
        } catch (IOException | RuntimeException e) {
            return new StateAnswer.Unknown<>(NOT_UNDERSTOOD);
        }
    }

    @SuppressWarnings("unchecked") // the response of a dry run is its verdict
    private static <T> StateAnswer<T> dryRun(StateAnswer<PodVerdict> answer) {
        return (StateAnswer<T>) answer;
    }

    @SuppressWarnings("unchecked") // each kind of question has its own type of answer
    private static <T> T read(StateQuestion<T> question, byte[] body) throws IOException {
        Object value = switch (question) {
            case TemplateSpecification ignored -> body;
            case SecretKeys(var name, var keysWanted) -> ObjectKeys.of(body);
            case ConfigMapLabels ignored -> StateObjects.labels(tree(body));
            case ConfigMapKeys ignored -> ObjectKeys.of(body);
            case ExecutorPlugins ignored -> PluginConfigMaps.plugins(tree(body));
            case Account ignored -> StateObjects.accountSecrets(tree(body));
            case PriorityClassExists ignored -> true;
            case Claim ignored -> StateObjects.claim(tree(body));
            case WaitsForFirstConsumer ignored -> StateObjects.waitsForFirstConsumer(tree(body));
            case NamespaceLabels ignored -> StateObjects.labels(tree(body));
            case Quotas ignored -> StateObjects.quotas(tree(body));
            case LimitRanges ignored -> StateObjects.limitRanges(tree(body));
            case PodDryRun ignored -> throw new IllegalStateException("a dry run is not read");
            case ServedKinds ignored -> StateObjects.kinds(tree(body));
        };
        return (T) value;
    }

    private static JsonNode tree(byte[] body) throws IOException {
        return JSON.readTree(body);
    }
}
