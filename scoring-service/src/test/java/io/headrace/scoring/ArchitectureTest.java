package io.headrace.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.headrace.scoring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.headrace.scoring.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatScoresKnowsNoKafka = noClasses()
            .that()
            .resideInAnyPackage("..scoring.serving..", "..scoring.inference..", "..scoring.request..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule whatScoresKnowsNoTransport = noClasses()
            .that()
            .resideInAnyPackage("..scoring.serving..", "..scoring.inference..", "..scoring.request..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut.http..", "io.grpc..");
}
