package io.tiphys.gateway.preflight.finding;

import java.util.Locale;

/** The rules of a workflow's preflight. */
public enum InspectionRule {
    NAMESPACE_SERVED("The environment serves the namespace, and its Argo manages it."),
    SUBMISSION_RIGHT(
            "The caller, and the service account that the environment acts as, have the permissions that the submission needs."),
    TEMPLATE_EXISTS("Every template that is referred to, however indirectly, exists and can be read by the caller."),
    ACCOUNT_EXISTS("Every service account that pods run as exists."),
    TOKEN_SECRET_EXISTS(
            "The secret exists from which Argo mounts an account's token: for the agent of http and plugin templates, and for an executor with an account of its own."),
    EXECUTOR_PLUGIN_TOKEN(
            "The service account and the token secret exist of every executor plugin whose sidecar gets a token: the agent of http and plugin templates has the sidecars of all plugins in the namespaces of the workflow and of Argo."),
    ACCOUNT_RIGHT("Every service account has the permissions for the actions that the workflow runs as it."),
    KIND_SERVED("The cluster serves the kind of every object that a resource template handles."),
    SECRET_EXISTS("Every secret exists, with the keys that are used."),
    CONFIG_MAP_EXISTS("Every config map exists, with the keys that are used."),
    CONFIG_MAP_TYPE(
            "Every config map that keeps memoized results, or has the values of parameters, has the label that Argo requires."),
    PULL_SECRET_EXISTS("Every image pull secret exists: without it private images cannot be pulled."),
    CLAIM_USABLE("Every volume claim exists and is bound, or will be with its first pod."),
    CLAIM_FAN_OUT("A claim that is used by several pods at once has an access mode for that."),
    QUOTA("The resources of the workflow fit into the remaining quotas of the namespace."),
    LIMIT_RANGE("Containers and pods have the requests and limits that the namespace's limit ranges ask for."),
    PRIORITY_CLASS_EXISTS("Every priority class exists."),
    POD_ADMISSION(
            "The API server accepts the pods in a dry run with the caller's token, with its webhooks, policies and own rules; those of the agent and of the deletion of artifacts too."),
    POD_SECURITY("The pods meet the Pod Security level that the namespace enforces."),
    INSTANCE_ID("A label with the id of an Argo instance names the instance of this environment."),
    CLUSTER_STATE("The state of the cluster could be read.");

    private final String description;

    InspectionRule(String description) {
        this.description = description;
    }

    /** The stable id, as in {@link WorkflowFinding#rule()}: lower-case words with dashes. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The requirement of the rule, as a sentence. */
    public String description() {
        return description;
    }
}
