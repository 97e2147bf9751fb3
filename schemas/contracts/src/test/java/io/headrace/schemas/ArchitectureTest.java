package io.headrace.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.headrace.schemas", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.headrace.schemas.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_DEFINITION_KNOWS_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.headrace.schemas.definition..",
                    "io.headrace.schemas.expression..",
                    "io.headrace.schemas.feature..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule EXPRESSIONS_KNOW_NO_PIPELINES = noClasses()
            .that()
            .resideInAPackage("io.headrace.schemas.expression..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.headrace.schemas.definition..");
}
