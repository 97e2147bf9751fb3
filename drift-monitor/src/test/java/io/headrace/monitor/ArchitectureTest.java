package io.headrace.monitor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.headrace.monitor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.headrace.monitor.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePureCoreKnowsNoKafka = noClasses()
            .that()
            .resideInAnyPackage(
                    "..monitor.statistics..",
                    "..monitor.reference..",
                    "..monitor.drift..",
                    "..monitor.performance..",
                    "..monitor.alert..",
                    "..monitor.window..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.micronaut..");
}
