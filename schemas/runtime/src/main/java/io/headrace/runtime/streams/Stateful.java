package io.headrace.runtime.streams;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A processor and what its task remembers.
 *
 * @param stores in the order given, so that the topology's description is the same in every process
 */
public record Stateful<KI, VI, KO, VO>(Supplier<Processor<KI, VI, KO, VO>> processor, Set<StoreBuilder<?>> stores)
        implements ProcessorSupplier<KI, VI, KO, VO> {

    public Stateful {
        stores = Collections.unmodifiableSet(new LinkedHashSet<>(stores));
    }

    /** One store; others of its task may share it, by the same builder. */
    public Stateful(Supplier<Processor<KI, VI, KO, VO>> processor, StoreBuilder<?> store) {
        this(processor, Set.of(store));
    }

    @Override
    public Processor<KI, VI, KO, VO> get() {
        return processor.get();
    }
}
