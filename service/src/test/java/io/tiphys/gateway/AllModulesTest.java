package io.tiphys.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.MessageDigest;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The rules of every module with hand-written code, and of the Java client, which this module has for tests alone. */
@AnalyzeClasses(
        packages = {"io.tiphys.gateway", "io.tiphys.validation", AllModulesTest.CLIENT, "io.tiphys.lint"},
        importOptions = {ImportOption.DoNotIncludeTests.class, AllModulesTest.HandWritten.class})
final class AllModulesTest {
    static final String CLIENT = "io.tiphys.client";

    @ArchTest
    static final ArchRule digestsAreMadeInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.tiphys.validation.digest.Sha256")
            .should()
            .callMethod(MessageDigest.class, "getInstance", String.class)
            .because("names, labels and records of earlier versions must keep their digests: one class makes them");

    @ArchTest
    static final ArchRule clientsSeeNoGeneratedType = noClasses()
            .that()
            .resideInAnyPackage(CLIENT + ".workflow", CLIENT + ".lint", CLIENT + ".environment")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT + ".generated..", CLIENT + ".internal..")
            .because("generated code and internals may change with any version, and what calls return may not");

    /** A reader keeps a package in mind (design: about 18 files). */
    @ArchTest
    static void noPackageHasMoreThanTwentyFiles(JavaClasses imported) {
        Map<String, Long> files = imported.stream()
                .filter(one -> !one.isNestedClass())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files)
                .containsKeys("io.tiphys.gateway.error", "io.tiphys.validation", CLIENT, "io.tiphys.lint")
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(20));
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses imported) {
        imported.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .forEach(one -> assertThat(one.isAnnotatedWith(NullMarked.class))
                        .as(one.getName())
                        .isTrue());
    }

    /** Leaves out what Micronaut's processor and the generator of the Java client write. */
    static final class HandWritten implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new ArchitectureTest.HandWritten().includes(location) && !location.contains("/client/generated/");
        }
    }
}
