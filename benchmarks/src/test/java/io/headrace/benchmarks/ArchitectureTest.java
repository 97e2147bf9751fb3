package io.headrace.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.headrace.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.headrace.benchmarks.(**)").should().beFreeOfCycles();

    /** What is measured is what a user runs: processes. Calls are made as any client makes them, by classes made here of the protocol's file. */
    @ArchTest
    static final ArchRule NO_APP_IS_IMPORTED = noClasses()
            .that()
            .resideInAPackage("io.headrace.benchmarks..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.headrace.standalone..",
                            "io.headrace.runtime..",
                            "io.headrace.ingest..",
                            "io.headrace.cleaning..",
                            "io.headrace.features.app..",
                            "io.headrace.trainer..",
                            "io.headrace.scoring..",
                            "io.headrace.monitor..")
                    .and(not(resideInAPackage("io.headrace.scoring.grpc.protocol.."))));

    @ArchTest
    static final ArchRule FIGURES_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("io.headrace.benchmarks.figures..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", "io.headrace.benchmarks.figures..");
}
