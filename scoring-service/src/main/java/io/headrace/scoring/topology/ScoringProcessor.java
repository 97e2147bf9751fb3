package io.headrace.scoring.topology;

import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import io.headrace.scoring.metrics.Via;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Scores the records of the features topic. */
@NullUnmarked // Kafka Streams hands over the context in init
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** Rule of a row that was made for another meaning of its features, by a definition before this or after it. */
    private static final String OTHER_MEANING = "other-meaning";

    private final AvroDecoder decoder;
    private final FeatureRecords rows;
    private final RowScorer.Means means;
    private RowScorer scorer;

    ScoringProcessor(AvroDecoder decoder, FeatureRecords rows, RowScorer.Means means) {
        this.decoder = decoder;
        this.rows = rows;
        this.means = means;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        scorer = new RowScorer(means, context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long start = System.nanoTime();
        // An unreachable schema registry throws here, before anything is counted: the record comes again.
        Decoded decoded = decoder.decode(record.value());
        means.metrics().row();
        switch (decoded) {
            case Decoded.Ok(var features)
            when rows.isOfThisMeaning(features) ->
                scorer.score(record.key(), rows.toRow(features), record.headers(), () -> record);
            case Decoded.Ok(var features) -> scorer.refuse(record, new Refusal(OTHER_MEANING, otherMeaning(features)));
            case Decoded.Bad(String rule, String reason) -> scorer.refuse(record, new Refusal(rule, reason));
        }
        means.metrics().took(Via.TOPIC, System.nanoTime() - start);
    }

    private String otherMeaning(GenericRecord features) {
        String stated = FeatureRecords.statedMeaning(features);
        return "the row " + (stated.isEmpty() ? "does not state its meaning" : "is of the meaning " + stated) + "; "
                + rows.meaning().hash() + ", that of the definition which scoring runs, would be right";
    }
}
