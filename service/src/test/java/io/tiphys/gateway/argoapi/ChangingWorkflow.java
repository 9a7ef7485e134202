package io.tiphys.gateway.argoapi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RandomNames;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A suspended workflow that changes only when a test says so. Closing deletes it. */
final class ChangingWorkflow implements AutoCloseable {
    private final String name;
    private final String namespace;
    private final ArgoApiUnderTest direct;
    private final String token;
    private final Resource<GenericKubernetesResource> resource;

    private ChangingWorkflow(KubernetesClient admin, String namespace, ArgoApiUnderTest direct, String token) {
        this.name = "changing-" + RandomNames.hex();
        this.namespace = namespace;
        this.direct = direct;
        this.token = token;
        this.resource = admin.genericKubernetesResources(NamespaceObjects.definition("Workflow", "workflows", true))
                .inNamespace(namespace)
                .withName(name);
    }

    /** Makes it and waits until the controller is done with it; it carries the label {@code only} with its own name. */
    static ChangingWorkflow create(KubernetesClient admin, String namespace, ArgoApiUnderTest direct, String token) {
        ChangingWorkflow workflow = new ChangingWorkflow(admin, namespace, direct, token);
        admin.genericKubernetesResources(NamespaceObjects.definition("Workflow", "workflows", true))
                .inNamespace(namespace)
                .load(new ByteArrayInputStream("""
                        apiVersion: argoproj.io/v1alpha1
                        kind: Workflow
                        metadata: {name: %1$s, labels: {only: %1$s}}
                        spec:
                          entrypoint: main
                          templates: [{name: main, suspend: {}}]
                        """.formatted(workflow.name).getBytes(StandardCharsets.UTF_8)))
                .create();
        ListedWorkflows listed = new ListedWorkflows(direct, namespace, token);
        Patience.until(
                workflow.name + " runs", () -> listed.phase(workflow.name).equals("Running"));
        return workflow;
    }

    String name() {
        return name;
    }

    void label(String key, String value) {
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"labels\":{\"" + key + "\":\"" + value + "\"}}}");
    }

    void annotate(String key, String value) {
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"annotations\":{\"" + key + "\":\"" + value + "\"}}}");
    }

    /** Gives its parameter a value of this length; the version that it has then. */
    String fill(int change, int length) {
        return resource.patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"arguments\":{\"parameters\":[{\"name\":\"filling\",\"value\":\"" + change
                                + "x".repeat(length) + "\"}]}}}")
                .getMetadata()
                .getResourceVersion();
    }

    /** Lets it end well, once the Argo Server reaches Kubernetes. */
    void finish() {
        Patience.until(
                name + " goes on",
                () -> PlainAnswer.ask(
                                        "PUT",
                                        direct,
                                        "/api/v1/workflows/" + namespace + "/" + name + "/resume",
                                        "Bearer " + token)
                                .status()
                        == 200);
    }

    @Override
    public void close() {
        resource.withGracePeriod(0).delete();
    }
}
