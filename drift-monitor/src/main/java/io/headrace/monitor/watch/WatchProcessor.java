package io.headrace.monitor.watch;

import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceSource;
import io.headrace.monitor.stored.Observations;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Watches a whole pipeline: all its observations come here, in one partition. */
@NullUnmarked // Kafka Streams hands over the context in init
public final class WatchProcessor implements Processor<String, byte[], Object, Object> {

    private final PipelineDefinition definition;
    private final AvroSerdes serdes;
    private final ReferenceSource references;
    private final WindowRule rule;
    private final MonitorListener listener;
    private final Observations observations = new Observations();
    private PipelineWatch watch;

    public WatchProcessor(
            PipelineDefinition definition,
            AvroSerdes serdes,
            ReferenceSource references,
            WindowRule rule,
            MonitorListener listener) {
        this.definition = definition;
        this.serdes = serdes;
        this.references = references;
        this.rule = rule;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        MonitorOutput output = new MonitorOutput(definition.pipeline().value(), context, listener);
        watch = new PipelineWatch(
                definition,
                serdes,
                rule,
                references,
                new PipelineWatch.Surroundings(new WatchStores(context), output, listener));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        observations.read(record.value()).ifPresent(watch::accept);
    }
}
