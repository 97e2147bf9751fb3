package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputOrderTest {

    private static final ModelVersion VERSION = ModelVersion.newBuilder(
                    TinyModels.binaryVersion(1, new ModelArtifact(TinyModels.binary(3, 2)), 3, 2))
            .setNumericFeatures(List.of("a", "b", "c"))
            .setCategoricalFeatures(List.of("x", "y"))
            .build();

    private final InputOrder order = order(List.of("c", "a", "b"), List.of("y", "x"));

    @Test
    void aRowTurnsIntoTheModelsOrder() {
        assertThat(order.values(new FeatureValues(new double[] {3, 1, 2}, new String[] {"why", "ex"})))
                .isEqualTo(new FeatureValues(new double[] {1, 2, 3}, new String[] {"ex", "why"}));
    }

    @Test
    void rowsTurnOneByOne() {
        assertThat(order.numeric(new float[] {3, 1, 2, 30, 10, 20}, 2)).containsExactly(1, 2, 3, 10, 20, 30);
        assertThat(order.categorical(new String[] {"y1", "x1", "y2", "x2"}, 2)).containsExactly("x1", "y1", "x2", "y2");
    }

    @Test
    void theSameOrderTakesNoCopy() {
        FeatureValues row = new FeatureValues(new double[] {1, 2, 3}, new String[] {"ex", "why"});

        assertThat(order(List.of("a", "b", "c"), List.of("x", "y")).values(row)).isSameAs(row);
    }

    @Test
    void otherFeaturesHaveNoOrder() {
        assertThat(InputOrder.of(new FeatureSignature(List.of("a", "b"), List.of("x", "y")), VERSION))
                .isEmpty();
        assertThat(InputOrder.of(new FeatureSignature(List.of("a", "b", "x"), List.of("c", "y")), VERSION))
                .isEmpty();
    }

    @Test
    void anotherNumberOfValuesIsRefused() {
        assertThatThrownBy(() -> order.numeric(new float[] {1, 2}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 rows of 3 values are 3 values, found 2");
    }

    private static InputOrder order(List<String> numeric, List<String> categorical) {
        return InputOrder.of(new FeatureSignature(numeric, categorical), VERSION)
                .orElseThrow();
    }
}
