package io.headrace.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.model.TinyModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxGraphBuilderTest {

    @Test
    void theSameCallsGiveTheSameBytes() {
        assertThat(TinyModels.binary(3, 2)).isEqualTo(TinyModels.binary(3, 2));
        assertThat(graph().metadata("a", "1").metadata("b", "2").build())
                .isEqualTo(graph().metadata("b", "2").metadata("a", "1").build());
    }

    @Test
    void metadataTravelsWithTheModel() throws Exception {
        OnnxProto.ModelProto model = OnnxProto.ModelProto.parseFrom(
                graph().metadata("pipeline", "payments").build());
        assertThat(model.getMetadataPropsList()).singleElement().satisfies(entry -> {
            assertThat(entry.getKey()).isEqualTo("pipeline");
            assertThat(entry.getValue()).isEqualTo("payments");
        });
    }

    /** What the trainer's export stands on: TreeEnsemble of ai.onnx.ml 5 with tensor attributes of three types. */
    @Test
    void aTreeEnsembleRuns() {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("tree");
        String input = graph.input("numeric", ElementType.FLOAT, 1);
        graph.mlNodeInto(
                "TreeEnsemble",
                List.of(input),
                List.of("prediction"),
                OnnxAttribute.integer("n_targets", 1),
                OnnxAttribute.integer("aggregate_function", 1),
                OnnxAttribute.integer("post_transform", 0),
                OnnxAttribute.integers("tree_roots", 0),
                OnnxAttribute.integers("nodes_featureids", 0),
                OnnxAttribute.tensor("nodes_modes", OnnxConstant.bytes(List.of(1L), 1)),
                OnnxAttribute.tensor("nodes_splits", OnnxConstant.floats(List.of(1L), 0.5f)),
                OnnxAttribute.integers("nodes_truenodeids", 0),
                OnnxAttribute.integers("nodes_trueleafs", 1),
                OnnxAttribute.integers("nodes_falsenodeids", 1),
                OnnxAttribute.integers("nodes_falseleafs", 1),
                OnnxAttribute.integers("leaf_targetids", 0, 0),
                OnnxAttribute.tensor("leaf_weights", OnnxConstant.floats(List.of(2L), -1, 2)));
        ModelArtifact artifact = new ModelArtifact(
                graph.output("prediction", ElementType.FLOAT, 1).build());

        try (ModelRunner runner = ModelRunner.open(TinyModels.regressionVersion(artifact, 1), artifact)) {
            assertThat(runner.outputs(new float[] {0.4f, 0.5f}, new String[0], 2))
                    .containsExactly(-1, 2);
        }
    }

    @Test
    void mistakesAreFoundWhereTheyAreMade() {
        OnnxGraphBuilder graph = graph();
        assertThatThrownBy(() -> graph.node("Add", List.of("prediction", "nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("node Add reads \"nothing\"");
        assertThatThrownBy(() -> graph.output("nothing", ElementType.FLOAT, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> graph.input("numeric", ElementType.FLOAT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> OnnxConstant.floats(List.of(2L, 2L), 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds 4 values, found 3");
        assertThatThrownBy(() -> OnnxConstant.bytes(List.of(1L), 256)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OnnxGraphBuilder graph() {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("g");
        String input = graph.input("numeric", ElementType.FLOAT, 1);
        graph.nodeInto("Identity", List.of(input), List.of("prediction"));
        return graph.output("prediction", ElementType.FLOAT, 1);
    }
}
