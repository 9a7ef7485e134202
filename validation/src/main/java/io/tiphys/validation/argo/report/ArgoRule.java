package io.tiphys.validation.argo.report;

import io.tiphys.validation.finding.Rule;

/**
 * Argo's own rules for a workflow before it runs: the rules of {@code workflow/validate/validate.go} of Argo Workflows
 * 4.0.5, with messages of our own. A document is valid by these rules if and only if it is valid for Argo.
 */
public enum ArgoRule implements Rule {
    NAME_TOO_LONG(
            "name-too-long",
            "A name has at most 63 characters, that of a CronWorkflow at most 52: Argo uses it as a label's value."),
    TEMPLATES_BESIDE_REFERENCE(
            "templates-beside-reference", "A spec has templates of its own or a workflowTemplateRef, not both."),
    NAME_REQUIRED("name-required", "Templates, steps, tasks, parameters, artifacts and containers have a name."),
    NAME_INVALID(
            "name-invalid",
            "Names of templates, steps, tasks and containers are letters, digits and dashes, begin with a letter or digit and"
                    + " have at most 128 characters; those of parameters and artifacts are letters, digits, dashes and underscores."),
    NAME_NOT_UNIQUE("name-not-unique", "No two siblings have the same name."),
    ARGUMENT_VALUE(
            "argument-value",
            "An argument has a value, or a valueFrom with configMapKeyRef, event or supplied and none of the kinds for outputs."),
    ENUM("enum", "An enum has at least one value, and the parameter's value is one of them."),
    ARGUMENT_ARTIFACT(
            "argument-artifact",
            "An artifact that is an argument says where it comes from: from, a location or a key, and not from and fromExpression."),
    ENTRYPOINT_REQUIRED("entrypoint-required", "A spec names the template that it begins with."),
    TEMPLATE_UNDEFINED("template-undefined", "A template that is named exists."),
    TEMPLATE_REFERENCE(
            "template-reference",
            "A step or task names a template or has a templateRef with name and template, not both; what it refers to exists."),
    REFERENCED_TEMPLATE("referenced-template", "A template that is referred to is valid itself."),
    HOOK_EXPRESSION("hook-expression", "Every hook but exit says by an expression when it runs."),
    POD_GC("pod-gc", "podGC has a known strategy and a well-formed label selector."),
    TEMPLATE_TYPE(
            "template-type",
            "A template has exactly one type: container, containerSet, script, resource, steps, dag, suspend, data, http or plugin."),
    PLUGIN("plugin", "A plugin template names exactly one plugin."),
    RETRY_POLICY("retry-policy", "A retryPolicy is Always, OnFailure, OnError or OnTransientError."),
    ARTIFACT_PATH(
            "artifact-path",
            "An artifact of a template that runs has a path that does not leave its directory; one of steps or a dag has none."),
    INPUT_ARTIFACT("input-artifact", "An artifact of the inputs has no from."),
    ARTIFACT_LOCATION("artifact-location", "A location of an artifact is complete."),
    CONTAINER_NAME_REQUIRED("container-name-required", "Init containers have names."),
    INPUT_NOT_SUPPLIED("input-not-supplied", "Every input that has no default is supplied where the template is used."),
    TIMEOUT(
            "timeout",
            "A timeout is a duration with a unit, for example 60s, and only templates that run something by themselves have one."),
    UNRESOLVED_VARIABLE("unresolved-variable", "Every {{variable}} has a value where it is used."),
    MOUNT_PATH("mount-path", "No two volumes or artifacts are mounted at the same path."),
    IMAGE_REQUIRED("image-required", "Containers and scripts have an image."),
    CONTAINER_SET(
            "container-set", "A containerSet has containers, and one called main if there are inputs or outputs."),
    DEPENDENCY_UNDEFINED("dependency-undefined", "What is depended upon exists."),
    DEPENDENCY_CYCLE("dependency-cycle", "Nothing depends on itself, not even in a round-about way."),
    RESOURCE_ACTION("resource-action", "An action on a resource is get, create, apply, delete, replace or patch."),
    RESOURCE_MANIFEST(
            "resource-manifest",
            "A resource has a manifest or a manifestFrom, not both; the manifest is YAML, and the artifact an input."),
    ACTIVE_DEADLINE(
            "active-deadline",
            "activeDeadlineSeconds is a number that is not negative, or a variable, and not for steps and dags."),
    PARALLELISM("parallelism", "Only steps and dags limit their parallelism."),
    LOOP("loop", "A loop goes over withItems, withParam or withSequence; a sequence has count or end."),
    DAG_TASKS("dag-tasks", "A dag has at least one task, and its targets are tasks."),
    DAG_DEPENDS(
            "dag-depends",
            "A dag uses depends or dependencies, not both; with depends no continueOn; with either no name begins with a digit."),
    TASK_RESULT(
            "task-result",
            "A depends asks for one of the eight results, and AnySucceeded and AllFailed of loops alone."),
    MISSING_DEPENDENCY("missing-dependency", "A task whose result is used is depended upon."),
    OUTPUT_VALUE(
            "output-value",
            "An output parameter has a value or exactly one kind of valueFrom that fits its template's type."),
    GLOBAL_NAME("global-name", "A globalName is letters, digits, dashes and underscores."),
    METRIC("metric", "A metric has a valid name, valid labels, a help and a value that can be had when it is emitted."),
    CRON_SCHEDULE(
            "cron-schedule",
            "A CronWorkflow has at least one schedule, and every schedule has five fields or is a macro."),
    CRON_TIMEZONE("cron-timezone", "A timezone is one of the IANA database."),
    CRON_POLICY("cron-policy", "A concurrencyPolicy is Allow, Forbid or Replace."),
    CRON_DEADLINE("cron-deadline", "startingDeadlineSeconds is not negative.");

    private final String id;
    private final String description;

    ArgoRule(String id, String description) {
        this.id = id;
        this.description = description;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }
}
