package io.tiphys.gateway.argoapi;

import static io.tiphys.gateway.argoapi.Verb.Trait.AMONG_OTHERS;
import static io.tiphys.gateway.argoapi.Verb.Trait.CLEARER_OVER_HTTP1;
import static io.tiphys.gateway.argoapi.Verb.Trait.IN_ANY_ORDER;
import static io.tiphys.gateway.argoapi.Verb.Trait.IN_OWN_WORDS;
import static io.tiphys.gateway.argoapi.Verb.Trait.IN_PODS;
import static io.tiphys.gateway.argoapi.Verb.Trait.REFUSED_WHERE_LENT;
import static io.tiphys.gateway.argoapi.Verb.Trait.REPEATED;
import static io.tiphys.gateway.argoapi.Verb.verb;

import java.util.List;

/** What the argo command line is asked to do, in this order, in each {@link CommandPlace}. */
final class Verbs {
    static final List<Verb> ALL = List.of(
            verb("version"),
            verb("auth token"),

            // What the server says of documents.
            verb("lint waiting.yaml"),
            verb("lint waiting.yaml finishing.yaml cron.yaml"),
            verb("lint --output simple invalid.yaml").is(IN_OWN_WORDS),
            verb("lint misspelt.yaml"),
            verb("lint --strict=false misspelt.yaml").is(IN_OWN_WORDS),

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
            verb("cluster-template list").is(AMONG_OTHERS),
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
            verb("submit invalid.yaml").is(IN_OWN_WORDS),
            verb("submit misspelt.yaml"),
            verb("submit waiting.yaml --name dry --dry-run -o yaml"),
            verb("submit waiting.yaml --name dry --server-dry-run -o json"),
            verb("submit waiting.yaml --name told -p message=goodbye -l group=told --priority 3 -o name"),
            verb("submit finishing.yaml --name watched --watch").is(REPEATED),
            verb("submit finishing.yaml --name awaited --wait"),
            verb("submit finishing.yaml --generate-name drawn- -o name"),
            verb("submit --from workflowtemplate/kept --name from-template -p message=goodbye -l group=from"),
            verb("submit --from clusterworkflowtemplate/@NAMESPACE@-kept --name from-cluster-template"),
            verb("submit --from cronwf/nightly --name from-cron"),
            verb("submit --from workflowtemplate/absent").is(IN_OWN_WORDS),
            verb("cron backfill nightly --format 2006-01-02 --start 2025-12-01 --end 2026-03-01 --name backfilled"),

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
            verb("list --all-namespaces").is(IN_OWN_WORDS),
            verb("list --namespace kube-system").is(IN_OWN_WORDS),
            verb("wait watched"),
            verb("wait awaited"),
            verb("wait absent"),
            verb("wait absent --ignore-not-found").is(CLEARER_OVER_HTTP1),
            verb("watch watched").is(REPEATED),
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
            verb("resubmit watched --watch").when("watched", "Succeeded").is(REPEATED),
            verb("resubmit absent").is(IN_OWN_WORDS),

            // Pods, logs and artifacts.
            verb("submit counting.yaml --name logged --log").is(IN_PODS),
            verb("submit counting.yaml --name followed").is(IN_PODS),
            verb("logs followed --follow").is(IN_PODS),
            verb("logs logged").when("logged", "Succeeded").is(IN_PODS),
            verb("logs logged --grep [24]$").is(IN_PODS),
            verb("logs logged --tail 2 --no-color").is(IN_PODS),
            verb("logs @latest").is(IN_PODS),
            verb("logs absent"),
            verb("cp logged copied --path {workflowName}-{artifactName}").is(IN_PODS),
            verb("cp absent copied"),

            // The archive, which the testbed has none of, and limits.
            verb("archive list"),
            verb("archive list -l group=one --chunk-size 2"),
            verb("archive get 00000000-0000-0000-0000-000000000000").is(IN_OWN_WORDS),
            verb("archive delete 00000000-0000-0000-0000-000000000000").is(IN_OWN_WORDS),
            verb("archive list-label-keys").is(REFUSED_WHERE_LENT),
            verb("archive list-label-values -l group").is(REFUSED_WHERE_LENT),
            verb("archive retry 00000000-0000-0000-0000-000000000000").is(IN_OWN_WORDS),
            verb("archive resubmit 00000000-0000-0000-0000-000000000000").is(IN_OWN_WORDS),
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
            verb("delete from-cron"),
            verb("cron delete nightly"),
            verb("cron get nightly"),
            verb("delete --all").is(IN_ANY_ORDER),

            // Callers that nobody knows.
            verb("get waiting").withToken("Bearer nobody").is(IN_OWN_WORDS),
            verb("list").withToken("Bearer nobody").is(IN_OWN_WORDS),
            verb("submit waiting.yaml").withToken("Bearer nobody").is(IN_OWN_WORDS),
            verb("watch waiting").withToken("Bearer nobody").is(IN_OWN_WORDS).is(CLEARER_OVER_HTTP1),
            verb("list").withToken("something else").is(IN_OWN_WORDS),
            verb("list").withToken("").is(IN_OWN_WORDS));

    private Verbs() {}
}
