package io.tiphys.gateway.contract;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.tiphys.gateway.admission.unfinished.UnfinishedLimits;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/** A namespace whose unfinished workflows are limited in the environment {@code lab} of a gateway. */
record LimitedNamespace(ClusterUnderTest cluster, TestNamespace namespace) {
    /** A call of a person over REST. */
    HttpResponse<String> post(RunningGateway gateway, String path, String body, String... headers) {
        URI uri = URI.create(
                gateway.rest() + "/v1/environments/lab/namespaces/" + namespace.name() + "/workflows" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token(Accounts.USER))
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String token(String user) {
        return namespace.token(user).reveal();
    }

    /** All workflows, as Kubernetes has them. */
    List<GenericKubernetesResource> workflows() {
        return resources().inNamespace(namespace.name()).list().getItems();
    }

    /** As Argo's controller does when a workflow has ended. The controller itself may be busy with other tests. */
    void finish(String name) {
        resources().inNamespace(namespace.name()).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"metadata":{"labels":{"workflows.argoproj.io/completed":"true",
                 "workflows.argoproj.io/phase":"Failed"}},"status":{"phase":"Failed"}}""");
    }

    void delete(String name) {
        resources().inNamespace(namespace.name()).withName(name).delete();
    }

    /** What a gateway counts. */
    static UnfinishedLimits.Load load(RunningGateway gateway) {
        var lab = gateway.beans()
                .getBean(SubmissionEnvironments.class)
                .find(Optional.of("lab"))
                .orElseThrow();
        return gateway.beans().getBean(UnfinishedLimits.class).load(lab);
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            resources() {
        return cluster.admin().genericKubernetesResources("argoproj.io/v1alpha1", "Workflow");
    }
}
