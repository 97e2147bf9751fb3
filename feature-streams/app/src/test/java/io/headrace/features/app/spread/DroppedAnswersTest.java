package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is left of stages that a changed definition has no more. */
class DroppedAnswersTest {

    private final PipelineDefinition demo = Payments.definition();
    private final PipelineDefinition without = Payments.definition(
            List.of(new Feature.Numeric("amount", "amount")), demo.labels().silence());
    private final SimulatedCluster cluster = new SimulatedCluster(demo, 2, new Random(5));

    @Test
    void answersThatNoRowWaitsForAnyMoreAreDropped() {
        untilAnswersAreStored();

        cluster.change(without);
        cluster.run();

        assertThat(cluster.storedAnswers()).isZero();
        assertThat(cluster.made()).isEqualTo(500);
    }

    @Test
    void thoseThatARowStillWaitsForAreThereWhenTheStagesAreBack() {
        untilAnswersAreStored();

        cluster.change(without);
        cluster.change(demo);
        cluster.run();

        assertThat(cluster.made()).isEqualTo(500);
    }

    private void untilAnswersAreStored() {
        for (int i = 0; i < 500; i++) {
            cluster.event(i % 2, Payments.payment("e" + i, Payments.NOON + i, "c" + i % 7, "t" + i % 3, 1));
        }
        for (int turn = 0; turn < 1_000 && cluster.storedAnswers() < 4; turn++) {
            cluster.turns(1);
        }
        assertThat(cluster.storedAnswers()).as("before the change").isEqualTo(4);
    }
}
