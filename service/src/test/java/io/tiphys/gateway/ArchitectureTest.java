package io.tiphys.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tiphys.gateway.credentials.BearerToken;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may import whom, and what nobody may do; each rule with its reason. {@link AllModulesTest} holds the rules of all modules. */
@AnalyzeClasses(
        packages = {"io.tiphys.gateway", "io.tiphys.validation"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.HandWritten.class})
final class ArchitectureTest {
    private static final String ROOT = "io.tiphys.gateway.";

    /**
     * A package may import the packages of all steps before its own, and in its own area those that stand before it. Areas of one
     * step never import each other.
     */
    private static final List<List<Area>> LADDER = List.of(
            List.of(Area.of("error")),
            List.of(Area.of("configuration")),
            List.of(Area.of("tracing")),
            List.of(Area.of("concurrent")),
            List.of(Area.of("workflow")),
            List.of(Area.of("argoproto", "wire", "pruning")),
            List.of(Area.of("credentials")),
            List.of(Area.of("environment", "expression", "account").and("environment.configuration")),
            List.of(Area.of("access", "caller", "review")),
            List.of(Area.of("admission", "unfinished")),
            List.of(Area.of("idempotency", "key", "document")),
            List.of(Area.of("preflight", "state", "finding", "check", "account", "quota")),
            List.of(
                    Area.of("submission"),
                    Area.of("lifecycle", "stream", "log"),
                    Area.of("lint"),
                    Area.of("whoami"),
                    Area.of("environmenthealth")),
            List.of(Area.of("batch", "item", "sweep", "run", "bulk", "progress")),
            List.of(Area.of("grpcwire")),
            List.of(Area.of("server.call")),
            List.of(Area.of("server", "configuration", "connection", "body", "micronaut", "metrics")),
            List.of(Area.of("https")),
            List.of(Area.of("argo.client", "capacity", "request", "framing", "connection", "failure")),
            List.of(
                    Area.of("argo", "selector", "request", "ring", "payload", "log", "watch"),
                    Area.of("kubernetes", "cluster").and("kubernetes.state"),
                    Area.of("openid"),
                    Area.of("jupyterhub"),
                    Area.of("collector"),
                    Area.of("rest", "model", "error", "stream", "call", "request", "docs")
                            .and("rest.batch.body")
                            .and("rest.batch"),
                    Area.of("grpc", "call", "mapper", "status", "interceptor", "bridge", "stream")
                            .and("grpc.health"),
                    Area.of(
                            "argoapi", "uri", "rpc", "route", "call", "request", "guard", "forward", "keyed",
                            "stream")));

    private static final String DOCUMENT = "io.tiphys.validation.document";

    private static final String[] CORE = {
        ROOT + "error..",
        ROOT + "configuration..",
        ROOT + "concurrent..",
        ROOT + "workflow..",
        ROOT + "argoproto..",
        ROOT + "credentials..",
        ROOT + "environment..",
        ROOT + "access..",
        ROOT + "idempotency..",
        ROOT + "preflight..",
        ROOT + "submission..",
        ROOT + "lifecycle..",
        ROOT + "lint..",
        ROOT + "whoami..",
        ROOT + "environmenthealth..",
        ROOT + "batch.."
    };

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tokensAreRevealedToUpstreamsAlone = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + "argo.client..",
                    ROOT + "kubernetes..",
                    ROOT + "argoapi..",
                    ROOT + "openid..",
                    ROOT + "jupyterhub..")
            .should()
            .callMethod(BearerToken.class, "reveal")
            .because("whoever can read a token can leak it: only what speaks to an upstream shows one to it, and"
                    + " openid verifies its signature");

    @ArchTest
    static final ArchRule armeriaStaysWherePortsAndBytesAre = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + "server..",
                    ROOT + "argoapi..",
                    ROOT + "argo.client..",
                    ROOT + "grpc..",
                    ROOT + "grpcwire..",
                    ROOT + "collector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.linecorp.armeria..")
            .because(
                    "the library that owns the listeners can be changed without touching the core or REST; grpc bridges"
                            + " its streams to calls in this process");

    @ArchTest
    static final ArchRule spansAreMadeInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "tracing..", ROOT + "collector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..")
            .because("the names and attributes of spans leave the process: one package decides what they may contain");

    @ArchTest
    static final ArchRule protobufStopsAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "grpc..", ROOT + "argo..", ROOT + "argoproto..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.protobuf..", "io.grpc..")
            .because("REST and gRPC meet at use cases only, and a workflow is never a protobuf Struct; argo and"
                    + " argoproto read and write the Argo Server's own messages");

    @ArchTest
    static final ArchRule ourOwnMessagesStayInGrpc = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.rpc..", "io.tiphys.v1..")
            .because("REST and gRPC meet at use cases only");

    @ArchTest
    static final ArchRule fabric8StaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "kubernetes..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..")
            .because("the core asks its own ports; the client library can be changed in one package");

    @ArchTest
    static final ArchRule httpTypesStayAtTheEdge = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.micronaut.http..", "java.net.http..", "io.netty..", "reactor..", "org.reactivestreams..")
            .because("use cases are plain blocking code that knows no wire");

    @ArchTest
    static final ArchRule theCoreKnowsTheFrameworkOnlyForConfiguration = noClasses()
            .that()
            .resideInAnyPackage(Arrays.stream(CORE)
                    .filter(one -> !one.endsWith(".environment..") && !one.endsWith(".configuration.."))
                    .toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micronaut..")
            .because(
                    "jakarta.inject is enough; configuration alone reads properties, and environment contributes its blocks");

    @ArchTest
    static final ArchRule jacksonStaysWhereJsonIs = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + "rest..",
                    ROOT + "argo..",
                    ROOT + "kubernetes..",
                    ROOT + "workflow..",
                    ROOT + "argoproto..",
                    ROOT + "argoapi..",
                    "io.tiphys.validation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("elsewhere a workflow is bytes");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "ClockFactory")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "configuration.ConfigurationFiles")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Ticker.class, "systemTicker")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("tests turn the clock by hand, and configuration comes through the framework");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should()
            .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?|Base)")
            .because("such names say nothing");

    @ArchTest
    static final ArchRule theValidatorHasNoFramework = noClasses()
            .that()
            .resideInAPackage("io.tiphys.validation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tiphys.gateway..", "io.micronaut..", "io.fabric8..", "io.grpc..", "java.net..")
            .because("the client and the command line use it too, without a gateway or a network");

    @ArchTest
    static void aPackageImportsOnlyThoseOfTheStepsBeforeIt(JavaClasses imported) {
        for (int step = 0; step < LADDER.size(); step++) {
            for (Area area : LADDER.get(step)) {
                for (String name : area.packages()) {
                    Set<String> allowed = allowed(step, area, name);
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + name)
                            .should()
                            .dependOnClassesThat(standOutside(name, allowed))
                            .because("the ladder keeps the core free of APIs and adapters")
                            .check(imported);
                }
            }
        }
    }

    private static Set<String> allowed(int step, Area area, String name) {
        Set<String> allowed = new HashSet<>();
        LADDER.subList(0, step).forEach(lower -> lower.forEach(one -> allowed.addAll(one.packages())));
        allowed.addAll(area.packages().subList(0, area.packages().indexOf(name) + 1));
        return allowed;
    }

    /** A package that the ladder does not name would be bound by no rule. */
    @ArchTest
    static void theLadderNamesEveryPackage(JavaClasses imported) {
        Set<String> packages = imported.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet());

        assertThat(names()).containsExactlyInAnyOrderElementsOf(packages);
    }

    /** The tree below its readers, so that neither the tree nor a format depends on the selection of a format. */
    @ArchTest
    static void theReadersOfDocumentsStandInOrder(JavaClasses imported) {
        List<String> order = List.of("", ".text", ".bounds", ".json", ".yaml", ".reader");
        Set<String> packages = imported.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(DOCUMENT))
                .collect(Collectors.toSet());
        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        order.stream().map(one -> DOCUMENT + one).toList());
        for (int step = 0; step < order.size() - 1; step++) {
            noClasses()
                    .that()
                    .resideInAPackage(DOCUMENT + order.get(step))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(order.subList(step + 1, order.size()).stream()
                            .map(one -> DOCUMENT + one)
                            .toArray(String[]::new))
                    .because("a reader that the tree knows could not be read alone")
                    .check(imported);
        }
    }

    @ArchTest
    static final ArchRule onlyReadersBuildTrees = noClasses()
            .that()
            .resideOutsideOfPackage(DOCUMENT + "..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(DOCUMENT + ".TreeBuilder")
            .because("threads share the trees of manifests, which must not change");

    private static List<String> names() {
        return LADDER.stream()
                .flatMap(List::stream)
                .flatMap(area -> area.packages().stream())
                .toList();
    }

    private static DescribedPredicate<JavaClass> standOutside(String name, Set<String> allowed) {
        return DescribedPredicate.describe("stand outside of what " + name + " may import", other -> {
            String where = other.getPackageName();
            return where.startsWith(ROOT) && !allowed.contains(where.substring(ROOT.length()));
        });
    }

    /**
     * Packages that belong together, lowest first.
     *
     * @param packages full names below the root package
     */
    private record Area(List<String> packages) {
        /** A package above its sub-packages; each of them may import those that are named before it. */
        static Area of(String name, String... below) {
            List<String> packages =
                    Arrays.stream(below).map(one -> name + "." + one).collect(Collectors.toList());
            packages.add(name);
            return new Area(List.copyOf(packages));
        }

        /** One more sub-package, which stands above its package. */
        Area and(String above) {
            List<String> all = new ArrayList<>(packages);
            all.add(above);
            return new Area(List.copyOf(all));
        }
    }

    /** Leaves out what Micronaut's processor writes next to each bean. */
    static final class HandWritten implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/$") && !location.contains("$Introspection");
        }
    }
}
