package io.tiphys.gateway.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Documents for requests that carry one: some refer to templates, name an account, or are for another namespace. */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SPECS = List.of(
            "{'entrypoint':'m','suspend':true,'templates':[{'name':'m','suspend':{}}]}",
            "{'suspend':true,'workflowTemplateRef':{'name':'plain'}}",
            "{'suspend':true,'workflowTemplateRef':{'name':'outer'}}",
            "{'suspend':true,'workflowTemplateRef':{'name':'@CLUSTER@','clusterScope':true}}",
            "{'entrypoint':'m','suspend':true,'templates':[{'name':'m','steps':[[{'name':'a','templateRef':{'name':'outer','template':'o'}}]]}]}",
            "{'entrypoint':'m','suspend':true,'templates':[{'name':'m','steps':[[{'name':'a','templateRef':{'name':'inner','template':'i'}}]]}]}",
            "{'entrypoint':'m','suspend':true,'templates':[{'name':'m','dag':{'tasks':[{'name':'a','templateRef':{'name':'@CLUSTER@','template':'main','clusterScope':true}}]}}]}",
            "{'entrypoint':'m','suspend':true,'serviceAccountName':'strong','templates':[{'name':'m','suspend':{}}]}");

    private final Random random;
    private final Names names;

    Documents(Random random, Names names) {
        this.random = random;
        this.names = names;
    }

    ObjectNode workflow() {
        ObjectNode document = document("Workflow", "");
        document.set("spec", spec());
        return document;
    }

    ObjectNode template(String kind, String name) {
        ObjectNode document = document(kind, name);
        document.set("spec", spec());
        return document;
    }

    ObjectNode cron() {
        ObjectNode document = document("CronWorkflow", random.nextBoolean() ? "nightly" : "fresh");
        ObjectNode spec = document.putObject("spec").put("suspend", true);
        spec.putArray("schedules").add("0 0 1 1 *");
        spec.set("workflowSpec", spec());
        return document;
    }

    ObjectNode event() {
        return document("EventSource", "fresh");
    }

    private ObjectNode document(String kind, String name) {
        ObjectNode document = JSON.createObjectNode();
        document.put("apiVersion", "argoproj.io/v1alpha1").put("kind", kind);
        ObjectNode metadata = document.putObject("metadata");
        if (name.isEmpty()) {
            metadata.put("generateName", "fresh-");
        } else {
            metadata.put("name", name);
        }
        if (random.nextInt(8) == 0) {
            metadata.put("namespace", random.nextBoolean() ? names.served() : names.unserved());
        }
        return document;
    }

    private ObjectNode spec() {
        String text = SPECS.get(random.nextInt(SPECS.size())).replace('\'', '"').replace("@CLUSTER@", names.served());
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
