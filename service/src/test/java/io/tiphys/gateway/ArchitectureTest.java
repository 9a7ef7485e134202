package io.tiphys.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tiphys.gateway.credentials.BearerToken;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may import whom, and what nobody may do; each rule with its reason. */
@AnalyzeClasses(
        packages = {"io.tiphys.gateway", "io.tiphys.validation"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.HandWritten.class})
final class ArchitectureTest {
    private static final String ROOT = "io.tiphys.gateway.";

    /**
     * A package may import those of the steps before its own; packages of one step never import each other. A sub-package is an
     * entry of its own, for example {@code server.call}.
     */
    private static final List<List<String>> LADDER = List.of(
            List.of("error"),
            List.of("configuration"),
            List.of("concurrent"),
            List.of("workflow"),
            List.of("argoproto"),
            List.of("credentials"),
            List.of("environment"),
            List.of("access"),
            List.of("idempotency"),
            List.of("preflight"),
            List.of("submission", "lifecycle", "lint", "environmenthealth"),
            List.of("server.call"),
            List.of("server"),
            List.of("argo.client"),
            List.of("argo", "kubernetes", "rest", "grpc", "argoapi"));

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
        ROOT + "environmenthealth.."
    };

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tokensAreRevealedToUpstreamsAlone = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "argo.client..", ROOT + "kubernetes..", ROOT + "argoapi..")
            .should()
            .callMethod(BearerToken.class, "reveal")
            .because("whoever can read a token can leak it: only what speaks to an upstream shows one to it");

    @ArchTest
    static final ArchRule armeriaStaysWherePortsAndBytesAre = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "server..", ROOT + "argoapi..", ROOT + "argo.client..", ROOT + "grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.linecorp.armeria..")
            .because(
                    "the library that owns the listeners can be changed without touching the core or REST; grpc bridges"
                            + " its streams to calls in this process");

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

    @Test
    void aPackageImportsOnlyThoseOfTheStepsBeforeIt() {
        JavaClasses imported = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new HandWritten())
                .importPackages("io.tiphys.gateway");
        Map<String, Integer> steps = new LinkedHashMap<>();
        for (int step = 0; step < LADDER.size(); step++) {
            for (String name : LADDER.get(step)) {
                steps.put(ROOT + name, step);
            }
        }
        steps.forEach((name, step) -> noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat(standsHigherOrBeside(steps, name, step))
                .because("the ladder keeps the core free of APIs and adapters")
                .check(imported));
    }

    /** A package that the ladder does not name would be bound by no rule. */
    @Test
    void theLadderNamesEveryPackage() {
        Set<String> packages = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(new HandWritten())
                        .importPackages("io.tiphys.gateway")
                        .stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT))
                        .map(name -> name.substring(ROOT.length()))
                        .collect(Collectors.toSet());

        assertThat(LADDER.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (List<String> step : LADDER) {
            for (String name : step) {
                Package marked = new ClassFileImporter()
                        .importPackages(ROOT + name).stream()
                                .findFirst()
                                .orElseThrow()
                                .reflect()
                                .getPackage();
                assertThat(marked.isAnnotationPresent(NullMarked.class))
                        .as(name)
                        .isTrue();
            }
        }
    }

    private static DescribedPredicate<JavaClass> standsHigherOrBeside(
            Map<String, Integer> steps, String name, int step) {
        return DescribedPredicate.describe("stand higher than " + name + " or beside it", other -> {
            Integer others = steps.get(other.getPackageName());
            return others != null && others >= step && !other.getPackageName().equals(name);
        });
    }

    /** Leaves out what Micronaut's processor writes next to each bean. */
    static final class HandWritten implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/$") && !location.contains("$Introspection");
        }
    }
}
