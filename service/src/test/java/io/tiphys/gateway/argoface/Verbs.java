package io.tiphys.gateway.argoface;

import static io.tiphys.gateway.argoface.Verb.verb;

import java.util.List;

/** What the argo command line is asked to do, in this order, in each {@link CommandPlace}. */
final class Verbs {
    static final List<Verb> ALL = List.of(
            verb("version"),
            verb("auth token"),

            // What the server says of documents.
            verb("lint waiting.yaml"),
            verb("lint waiting.yaml finishing.yaml cron.yaml"),
            verb("lint --output simple invalid.yaml"),
            verb("lint misspelt.yaml"),
            verb("lint --strict=false misspelt.yaml"),

            // Templates.
            verb("template lint template.yaml"),
            verb("template create template.yaml"),
            verb("template create template.yaml"),
            verb("template list"),
            verb("template list -o name"),
            verb("template list -l group=two"),
            verb("template get kept"),
            verb("template get kept -o yaml"),
            verb("template update template-changed.yaml"),
            verb("template get kept -o json"),
            verb("template get absent"),
            verb("cluster-template lint cluster-template.yaml"),
            verb("cluster-template create cluster-template.yaml"),
            verb("cluster-template list").amongOthers(),
            verb("cluster-template get @NAMESPACE@-kept"),
            verb("cluster-template update cluster-template-changed.yaml"),
            verb("cluster-template get @NAMESPACE@-kept -o json"),
            verb("cron lint cron.yaml"),
            verb("cron create cron.yaml"),
            verb("cron create cron.yaml"),
            verb("cron list"),
            verb("cron get nightly"),
            verb("cron update cron-changed.yaml"),
            verb("cron resume nightly"),
            verb("cron get nightly -o yaml"),
            verb("cron suspend nightly"),
            verb("cron suspend absent"),

            // Submission.
            verb("submit waiting.yaml"),
            verb("submit waiting.yaml"),
            verb("submit invalid.yaml"),
            verb("submit misspelt.yaml"),
            verb("submit waiting.yaml --name dry --dry-run -o yaml"),
            verb("submit waiting.yaml --name dry --server-dry-run -o json"),
            verb("submit waiting.yaml --name told -p message=goodbye -l group=told --priority 3 -o name"),
            verb("submit finishing.yaml --name watched --watch").repeatedly(),
            verb("submit finishing.yaml --name awaited --wait"),
            verb("submit finishing.yaml --generate-name drawn- -o name"),
            verb("submit --from workflowtemplate/kept --name from-template -p message=goodbye -l group=from"),
            verb("submit --from clusterworkflowtemplate/@NAMESPACE@-kept --name from-cluster-template"),
            verb("submit --from cronwf/nightly --name from-cron"),
            verb("submit --from workflowtemplate/absent"),
            verb("cron backfill nightly --start 2026-01-01T00:00:00Z --end 2026-03-01T00:00:00Z --name backfilled"),

            // Reading.
            verb("get waiting").when("waiting", "Running"),
            verb("get waiting -o wide"),
            verb("get waiting -o yaml"),
            verb("get waiting -o json"),
            verb("get waiting --node-field-selector displayName=approve"),
            verb("get told from-template").when("from-template", "Running"),
            verb("get absent"),
            verb("list --prefix wa").when("watched", "Succeeded"),
            verb("list -l group=one -o name"),
            verb("list -l group=told,group!=one"),
            verb("list --completed -l group=two --prefix watched -o json"),
            verb("list --running --prefix told -o wide"),
            verb("list --status Succeeded --prefix awaited --no-headers").when("awaited", "Succeeded"),
            verb("list --field-selector metadata.name=waiting -o yaml"),
            verb("list --field-selector spec.unheard-of=1"),
            verb("list --all-namespaces"),
            verb("list --namespace kube-system"),
            verb("wait watched"),
            verb("wait awaited"),
            verb("wait absent"),
            verb("wait absent --ignore-not-found"),
            verb("watch watched").repeatedly(),
            verb("watch waiting --help"),

            // Changing.
            verb("suspend told").when("told", "Running"),
            verb("resume told"),
            verb("node set waiting --node-field-selector displayName=approve -p answer=no -m decided"),
            verb("get waiting"),
            verb("resume waiting --node-field-selector displayName=approve"),
            verb("get waiting").when("waiting", "Succeeded"),
            verb("stop from-template --message enough").when("from-template", "Running"),
            verb("retry waiting"),
            verb("retry from-template").when("from-template", "Failed"),
            verb("terminate from-cluster-template").when("from-cluster-template", "Running"),
            verb("terminate -l group=told --dry-run"),
            verb("terminate absent"),
            verb("stop absent"),
            verb("suspend absent"),
            verb("resubmit from-template --name again -o name"),
            verb("resubmit watched --watch").when("watched", "Succeeded").repeatedly(),
            verb("resubmit absent"),

            // Pods, logs and artifacts.
            verb("submit counting.yaml --name logged --log").inPods(),
            verb("submit counting.yaml --name followed").inPods(),
            verb("logs followed --follow").inPods(),
            verb("logs logged").when("logged", "Succeeded").inPods(),
            verb("logs logged --grep [24]$").inPods(),
            verb("logs logged --tail 2 --no-color").inPods(),
            verb("logs @latest").inPods(),
            verb("logs absent"),
            verb("cp logged copied --path {workflowName}-{artifactName}").inPods(),
            verb("cp absent copied"),

            // The archive, which the testbed has none of, and limits.
            verb("archive list"),
            verb("archive list -l group=one --chunk-size 2"),
            verb("archive get 00000000-0000-0000-0000-000000000000"),
            verb("archive delete 00000000-0000-0000-0000-000000000000"),
            verb("archive list-label-keys"),
            verb("archive list-label-values -l group"),
            verb("archive retry 00000000-0000-0000-0000-000000000000"),
            verb("archive resubmit 00000000-0000-0000-0000-000000000000"),
            verb("sync create --type configmap --cm-name limits --limit 2 first"),
            verb("sync get --type configmap --cm-name limits first"),
            verb("sync update --type configmap --cm-name limits --limit 3 first"),
            verb("sync delete --type configmap --cm-name limits first"),
            verb("sync get --type database absent"),

            // Removing.
            verb("delete told --dry-run"),
            verb("delete told"),
            verb("delete absent"),
            verb("delete --prefix awaited"),
            verb("delete --completed -l group=two --dry-run"),
            verb("template delete kept"),
            verb("template delete absent"),
            verb("cluster-template delete @NAMESPACE@-kept"),
            verb("cron delete nightly"),
            verb("cron get nightly"),
            verb("delete --all"),

            // Callers that nobody knows.
            verb("get waiting").withToken("Bearer nobody"),
            verb("list").withToken("Bearer nobody"),
            verb("submit waiting.yaml").withToken("Bearer nobody"),
            verb("watch waiting").withToken("Bearer nobody"),
            verb("list").withToken("something else"),
            verb("list").withToken(""));

    private Verbs() {}
}
