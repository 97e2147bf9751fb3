package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalFormTest {

    @Test
    void isADefinitionThatReadsAsTheSame() {
        PipelineDefinition payments = DefinitionReader.readValid(Rides.PAYMENTS);

        PipelineDefinition again = Rides.valid(CanonicalForm.of(payments));

        assertThat(CanonicalForm.of(again)).isEqualTo(CanonicalForm.of(payments));
        assertThat(again.hash()).isEqualTo(payments.hash());
        assertThat(again.features()).isEqualTo(payments.features());
    }

    @Test
    void isTheSameWhereDefaultsAreSpeltOutInAnotherLayout() {
        PipelineDefinition spelt = Rides.valid("""
                # Which rides come late?
                features:
                  distance:   "distance"
                events:
                  {time: startedAt, id: rideId, schema: event.avsc, lateness: PT600S, ahead: PT60M, keys: []}
                problem:
                  kind: binary
                  label: late
                  classes: [false, true]
                  metric: prAuc
                labels: {joinOn: rideId, within: PT168H, silence: unlabelled}
                clean: {deduplicate: PT24H, rules: [], fill: {}}
                train: {window: {examples: 20000}, every: {examples: 10000}, trials: 12, families: [boosted trees, linear]}
                gates: {success: false, champion: {significance: 0.050}}
                rollout: {mode: automatic}
                monitor: {coolDown: PT24H}
                pipeline: rides
                """);

        assertThat(spelt.hash()).isEqualTo(Rides.valid(Rides.SMALLEST).hash());
    }

    @ParameterizedTest
    @CsvSource({
        "pipeline: rides, pipeline: trips",
        "positive: true, positive: false",
        "time: startedAt, 'time: startedAt, lateness: PT1M'",
        "time: startedAt, 'time: startedAt, ahead: P1D'",
        "distance: distance, distance: distance * 1.0",
        "distance: distance, further: distance",
    })
    void differsWhereTheMeaningDoes(String before, String after) {
        // A feature named like a field must be that field, so the changed one gets another name.
        String changed = Rides.SMALLEST.replace(before, after).replace("distance: distance *", "far: distance *");

        assertThat(Rides.valid(changed).hash())
                .isNotEqualTo(Rides.valid(Rides.SMALLEST).hash());
    }

    @Test
    void leavesOutDocumentationOfTheSchemaButKeepsItsLogicalTypes() {
        assertThat(CanonicalForm.of(DefinitionReader.readValid(Rides.PAYMENTS)))
                .doesNotContain("doc")
                .contains("\"logicalType\":\"timestamp-millis\"");
    }

    @Test
    void hashesAsEverBefore() {
        // A change here means every model's lineage names another definition: make it on purpose.
        assertThat(CanonicalForm.hash(Rides.valid(Rides.SMALLEST)))
                .isEqualTo("d3b4016f6aaf4bc3280f975672697958af169dd1b329d9c1fd42597d94a96d12");
    }
}
