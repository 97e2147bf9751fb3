package io.headrace.monitor.join;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.Pending;
import io.headrace.monitor.avro.PendingLabel;
import io.headrace.monitor.avro.PendingPrediction;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.stored.Observations;
import io.headrace.runtime.streams.Stateful;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Brings a row and its prediction, and a prediction and its label, together by event id, whichever comes first. Every pair is
 * forwarded once, under the pipeline's name; a label's not before it counts.
 */
@NullUnmarked // Kafka Streams hands over the context in init
public final class JoinProcessor implements Processor<String, JoinInput, String, byte[]> {

    /** A row that is larger is not watched: it would not fit, with what is around it, into the internal topic. */
    private static final int LARGEST_ROW = 512 * 1024;

    private final String pipeline;
    private final JoinTimes times;
    private final Observations observations = new Observations();
    private ProcessorContext<String, byte[]> context;
    private PendingRecords pending;

    private JoinProcessor(PipelineDefinition definition) {
        this.pipeline = definition.pipeline().value();
        this.times = JoinTimes.of(definition);
    }

    /** Reading forwards untyped, since a bad record takes another way than a good one. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static ProcessorSupplier<Object, Object, String, byte[]> supplier(PipelineDefinition definition) {
        ProcessorSupplier typed = new Stateful<>(() -> new JoinProcessor(definition), PendingRecords.stores());
        return typed;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
        context = given;
        pending = new PendingRecords(given, times.stay(), this::forward);
    }

    @Override
    public void process(Record<String, JoinInput> record) {
        String id = record.key();
        switch (record.value()) {
            case JoinInput.Row row -> {
                pending.see(row.eventTime());
                row(id, row);
            }
            case JoinInput.Predicted prediction -> {
                pending.see(prediction.eventTime());
                predicted(id, prediction);
            }
            case JoinInput.Labelled label -> {
                pending.see(label.labelTime());
                labelled(id, label);
            }
        }
        pending.release();
    }

    private void row(String id, JoinInput.Row row) {
        Pending known = pending.get(id);
        if (known.getScored() || row.bytes().length > LARGEST_ROW) {
            return;
        }
        known.setRow(ByteBuffer.wrap(row.bytes()));
        meet(id, known);
    }

    private void predicted(String id, JoinInput.Predicted prediction) {
        Pending known = pending.get(id);
        if (known.getPrediction() != null) {
            return;
        }
        known.setPrediction(new PendingPrediction(
                prediction.eventTime(), prediction.model(), prediction.score(), prediction.probabilities()));
        meet(id, known);
    }

    private void labelled(String id, JoinInput.Labelled label) {
        Pending known = pending.get(id);
        if (known.getLabelled()) {
            return;
        }
        known.setLabel(new PendingLabel(label.label(), times.countsAt(label.eventTime(), label.labelTime())));
        meet(id, known);
    }

    private void meet(String id, Pending known) {
        PendingPrediction prediction = known.getPrediction();
        if (prediction != null && known.getRow() != null) {
            forward(observation(id, prediction, prediction.getEventTime(), new ScoredRow(known.getRow())));
            known.setRow(null);
            known.setScored(true);
        }
        if (prediction != null && known.getLabel() != null) {
            PendingLabel label = known.getLabel();
            Observation observation = observation(
                    id,
                    prediction,
                    label.getTime(),
                    new LabelledPrediction(prediction.getProbabilities(), label.getLabel()));
            pending.forwardFrom(label.getTime(), observation);
            known.setLabel(null);
            known.setLabelled(true);
        }
        if (known.getScored() && known.getLabelled()) {
            pending.remove(id);
        } else {
            pending.put(id, known);
        }
    }

    private static Observation observation(String id, PendingPrediction prediction, long time, Object body) {
        return new Observation(id, prediction.getEventTime(), time, prediction.getModel(), prediction.getScore(), body);
    }

    private void forward(Observation observation) {
        context.forward(new Record<>(pipeline, observations.write(observation), Math.max(0, observation.getTime())));
    }
}
