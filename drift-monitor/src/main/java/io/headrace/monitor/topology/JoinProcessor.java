package io.headrace.monitor.topology;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.topology.WaitingRoom.Waiting;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Brings a row and its prediction, and a prediction and its label, together by event id, whichever comes first. Every pair is
 * forwarded once, under the pipeline's name.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class JoinProcessor implements Processor<String, Incoming, String, Observation> {

    private final String pipeline;
    private final IncomingReader reader;
    private final MonitorTimes times;
    private ProcessorContext<String, Observation> context;
    private WaitingRoom waiting;

    JoinProcessor(String pipeline, IncomingReader reader, MonitorTimes times) {
        this.pipeline = pipeline;
        this.reader = reader;
        this.times = times;
    }

    @Override
    public void init(ProcessorContext<String, Observation> given) {
        context = given;
        waiting = new WaitingRoom(given, times);
    }

    @Override
    public void process(Record<String, Incoming> record) {
        waiting.moveClock(record.value().knownAt());
        String id = record.key();
        switch (record.value()) {
            case Incoming.Row row ->
                waiting.remove(Waiting.PREDICTION_FOR_ROW, id)
                        .ifPresentOrElse(
                                prediction -> scored(row, reader.prediction(prediction)),
                                () -> waiting.put(Waiting.ROW, id, row.bytes()));
            case Incoming.Labelled label ->
                waiting.remove(Waiting.PREDICTION_FOR_LABEL, id)
                        .ifPresentOrElse(
                                prediction -> labelled(reader.prediction(prediction), label),
                                () -> waiting.put(Waiting.LABEL, id, label.bytes()));
            case Incoming.Predicted prediction -> predicted(id, prediction);
        }
    }

    private void predicted(String id, Incoming.Predicted prediction) {
        Optional<byte[]> row = waiting.remove(Waiting.ROW, id);
        row.ifPresentOrElse(
                bytes -> scored(reader.row(bytes), prediction),
                () -> waiting.put(Waiting.PREDICTION_FOR_ROW, id, prediction.bytes()));
        waiting.remove(Waiting.LABEL, id)
                .ifPresentOrElse(
                        bytes -> labelled(prediction, reader.example(bytes)),
                        () -> waiting.put(Waiting.PREDICTION_FOR_LABEL, id, prediction.bytes()));
    }

    private void scored(Incoming.Row row, Incoming.Predicted prediction) {
        FeatureRow features = row.row();
        FeatureValues values = features.values();
        forward(
                prediction.prediction(),
                new ScoredRow(
                        Arrays.stream(values.numeric()).boxed().toList(),
                        List.of(values.categorical()),
                        prediction.prediction().score()));
    }

    private void labelled(Incoming.Predicted prediction, Incoming.Labelled label) {
        Object truth = switch (label.example().label()) {
            case Label.Category(String name) -> name;
            case Label.Quantity(double value) -> value;
        };
        forward(
                prediction.prediction(),
                new LabelledPrediction(
                        prediction.prediction().score(),
                        prediction.prediction().probabilities(),
                        truth,
                        label.example().source() == Example.LabelSource.SILENCE));
    }

    private void forward(PredictionView prediction, Object body) {
        context.forward(new Record<>(
                pipeline,
                new Observation(prediction.model(), prediction.eventTime(), body),
                Math.max(0, prediction.eventTime())));
    }
}
