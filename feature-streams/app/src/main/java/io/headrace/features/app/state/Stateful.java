package io.headrace.features.app.topology;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A processor and the stores it uses, which no other does. */
record Stateful<I, O>(Supplier<Processor<String, I, String, O>> processor, Set<StoreBuilder<?>> stores)
        implements ProcessorSupplier<String, I, String, O> {

    Stateful {
        stores = Set.copyOf(stores);
    }

    @Override
    public Processor<String, I, String, O> get() {
        return processor.get();
    }
}
