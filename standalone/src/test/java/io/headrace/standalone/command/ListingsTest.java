package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.scoring.grpc.protocol.InferParameter;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import io.headrace.scoring.grpc.protocol.ModelInferResponse.InferOutputTensor;
import io.headrace.standalone.status.TopicLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the commands print. */
class ListingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PipelineDefinition PAYMENTS =
            DefinitionReader.readValid(Path.of("../examples/payments/payments.yaml"));
    private static final List<TopicLine> TOPICS = List.of(
            new TopicLine(
                    "rides.raw",
                    "events as they came",
                    2,
                    45_312,
                    3 * 1024 * 1024,
                    Optional.of(new TopicLine.Subject("rides.raw-value", 1, 7))),
            new TopicLine("rides.quarantine", "what could not be used", 2, 1, 100, Optional.empty()));

    @Test
    void topicsAreColumns() {
        assertThat(TopicsCommand.text(TOPICS))
                .containsExactly(
                        "topic             partitions     records       size  schema              holds",
                        "rides.raw                  2      45,312    3.0 MiB  rides.raw-value v1  events as they came",
                        "rides.quarantine           2           1    0.1 KiB  –                   what could not be used");
    }

    @Test
    void topicsAsJson() throws Exception {
        assertThat(JSON.readTree(
                        TopicsCommand.json(new PipelineName("rides"), TOPICS).toString()))
                .isEqualTo(JSON.readTree("""
                        {"pipeline": "rides", "topics": [
                          {"name": "rides.raw", "holds": "events as they came", "partitions": 2, "records": 45312,
                           "bytes": 3145728, "schema": {"subject": "rides.raw-value", "version": 1, "id": 7}},
                          {"name": "rides.quarantine", "holds": "what could not be used", "partitions": 2,
                           "records": 1, "bytes": 100, "schema": null}]}"""));
    }

    @Test
    void modelsAreLinesTheNewestFirstAndTheServingOneIsMarked() throws Exception {
        assertThat(ModelsCommand.text(PAYMENTS, JSON.readTree("""
                        {"pipeline": "payments", "aliases": {"champion": {"version": 1}}, "versions": [
                          {"version": 1, "when": "T1", "family": "linear", "gatesPassed": true,
                           "metrics": {"prAuc": 0.4}},
                          {"version": 2, "when": "T2", "family": "trees", "gatesPassed": false,
                           "metrics": {"prAuc": 0.3}}]}"""), Optional.empty()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("payments@2").contains("✘ refused"),
                        line -> assertThat(line)
                                .startsWith("payments@1")
                                .contains("✔ gates passed  prAuc 0.4000")
                                .endsWith("← serves"));
    }

    @Test
    void anAnswerByGrpcAsJson() throws Exception {
        ModelInferResponse answer = ModelInferResponse.newBuilder()
                .setModelName("rides")
                .setModelVersion("3")
                .putParameters(
                        "classes",
                        InferParameter.newBuilder().setStringParam("no,yes").build())
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName("probabilities")
                        .setContents(InferTensorContents.newBuilder()
                                .addFp32Contents(0.25f)
                                .addFp32Contents(0.75f)))
                .build();

        assertThat(JSON.readTree(ScoreCommand.json(answer).toString())).isEqualTo(JSON.readTree("""
                        {"model": "rides@3", "classes": ["no", "yes"], "outputs": {"probabilities": [0.25, 0.75]}}"""));
    }

    @Test
    void aScoredEventIsALine() throws Exception {
        assertThat(ScoreCommand.text(JSON.readTree("""
                        {"eventId": "t-1", "model": "rides@3", "predictedClass": "yes", "score": 0.75}"""))).isEqualTo("t-1  rides@3  yes  score 0.7500");
    }

    @Test
    void theLineOfFiguresLeavesOutWhatIsNothing() {
        assertThat(LiveLine.of("rides", 45_312, 0.2, 45_212, 45_000, 0, "rides@3"))
                .isEqualTo("rides  events 45,312  labelled 45,212  predicted 45,000  model rides@3");
        assertThat(LiveLine.of("rides", 45_312, 1_200, 45_212, 45_000, 2, "baseline"))
                .isEqualTo("rides  events 45,312 (1,200/s)  labelled 45,212  predicted 45,000  quarantined 2"
                        + "  model baseline");
    }
}
