package io.headrace.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Sees every module at once: the house's rules hold between rooms, too. */
@AnalyzeClasses(packages = "io.headrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.headrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule APPS_MEET_ON_TOPICS_ONLY = slices().matching(
                    "io.headrace.(ingest|cleaning|features|trainer|scoring|monitor)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    describe("scoring", type -> type.getPackageName().startsWith("io.headrace.scoring")),
                    describe(
                            "what the stream computes by, too, and how it is asked for what it keeps",
                            type -> type.getPackageName().startsWith("io.headrace.features.engine")
                                    || type.getPackageName().startsWith("io.headrace.features.lookup")
                                    || type.getPackageName().startsWith("io.headrace.cleaning.program")));

    @ArchTest
    static final ArchRule NOBODY_IMPORTS_STANDALONE = noClasses()
            .that()
            .resideOutsideOfPackage("io.headrace.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.headrace.standalone..");

    @ArchTest
    static final ArchRule PURE_CORES_KNOW_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.headrace.schemas.definition..",
                    "io.headrace.schemas.expression..",
                    "io.headrace.schemas.feature..",
                    "io.headrace.schemas.metrics..",
                    "io.headrace.features.engine..",
                    "io.headrace.model..",
                    "io.headrace.connectors.payments.simulation..",
                    "io.headrace.cleaning.program..",
                    "io.headrace.trainer.run..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
