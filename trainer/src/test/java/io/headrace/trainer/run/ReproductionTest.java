package io.headrace.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import io.headrace.trainer.Synthetic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReproductionTest {

    @Test
    void aVersionIsMadeAgainFromItsRangesAlthoughTheyHoldMore() {
        PipelineDefinition definition = Synthetic.definition(ProblemKind.BINARY);
        List<Example> read = new ArrayList<>(Synthetic.examples(ProblemKind.BINARY, 1200, 1));
        Example unusable = read.get(700);
        read.set(700, new Example(unusable.row(), new Label.Category("?"), unusable.labelTime(), unusable.source()));
        Candidate original = RunFixture.candidate(definition, read.subList(300, 1200));

        Collections.shuffle(read, new Random(1));
        Candidate again = again(definition, original.draft(), read);

        assertThat(again.artifact().sha256()).isEqualTo(original.artifact().sha256());
        assertThat(again.draft()).isEqualTo(original.draft());
    }

    private static Candidate again(PipelineDefinition definition, ModelVersion version, List<Example> read) {
        TrainingOutcome outcome = new TrainingRun(
                        definition, version.getLineage().getSeed(), TrainingListener.NONE)
                .run(Reproduction.window(version, read), new Champion.None());
        assertThat(outcome).isInstanceOf(TrainingOutcome.Judged.class);
        return ((TrainingOutcome.Judged) outcome).candidate();
    }
}
