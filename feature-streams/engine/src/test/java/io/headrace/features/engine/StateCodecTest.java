package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    private static final Feature SUM_AMOUNT =
            Payments.aggregate("sum", AggregateFunction.SUM, "amount", List.of("customerId"), Payments.LONG);
    private static final Feature SUM_SQUARE = Payments.aggregate(
            "square", AggregateFunction.SUM, "amount * amount", List.of("customerId"), Payments.LONG);
    private static final Payment FIRST = new Payment("tx-1", 1000, "c1", "t1", 3.0);
    private static final Payment SECOND = new Payment("tx-2", 2000, "c1", "t1", 4.0);

    @Test
    void aStateOfAnotherDefinitionKeepsTheOperandsTheyShare() {
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT, SUM_SQUARE)));
        FeatureProgram one = FeatureProgram.compile(Payments.definition(List.of(SUM_SQUARE)));

        assertThat(secondAfterFirst(both, one)).containsExactly(25);
    }

    @Test
    void anOperandThatIsNewIsMissingForThePast() {
        FeatureProgram one = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT)));
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT, SUM_SQUARE)));

        assertThat(secondAfterFirst(one, both)).containsExactly(7, 16);
    }

    @Test
    void aLaterVersionIsRefusedByName() {
        Stage stage = stage(PROGRAM);
        byte[] bytes = stage.write(stage.unseen());
        bytes[0] = 9;

        assertThatThrownBy(() -> stage.read(bytes))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("version 9");
    }

    @Property(tries = 300)
    void whateverBytesComeTheyAreReadOrRefused(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property(tries = 300)
    void aStateCutOrDamagedIsReadOrRefused(
            @ForAll @IntRange(max = 200) int at, @ForAll byte with, @ForAll @IntRange(max = 40) int cut) {
        Stage stage = stage(PROGRAM);
        EntityState state = stage.unseen();
        stage.observe(state, FIRST.toRecord(), PROGRAM.blank(), UNKNOWN);
        stage.observe(state, SECOND.toRecord(), PROGRAM.blank(), UNKNOWN);
        byte[] whole = stage.write(state);
        byte[] damaged = Arrays.copyOf(whole, whole.length - Math.min(cut, whole.length));
        if (at < damaged.length) {
            damaged[at] = with;
        }
        readOrRefuse(damaged);
    }

    private static void readOrRefuse(byte[] bytes) {
        Stage stage = stage(PROGRAM);
        try {
            assertThat(stage.read(bytes).size()).isNotNegative();
        } catch (CorruptStateException refused) {
            assertThat(refused).hasMessageContaining("not an entity state");
        }
    }

    private static final FeatureProgram PROGRAM = Payments.program();

    private static double[] secondAfterFirst(FeatureProgram before, FeatureProgram after) {
        EntityState state = stage(before).unseen();
        stage(before).observe(state, FIRST.toRecord(), before.blank(), UNKNOWN);
        EntityState read = stage(after).read(stage(before).write(state));
        double[] answers = after.blank();
        stage(after).values(read, SECOND.toRecord(), answers);
        return answers;
    }

    private static Stage stage(FeatureProgram program) {
        return program.stages().getFirst();
    }
}
