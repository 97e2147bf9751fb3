package io.headrace.runtime.streams;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A processor and the stores it uses, which no other does.
 *
 * @param stores in the order given, so that the topology's description is the same in every process
 */
public record Stateful<KI, VI, KO, VO>(Supplier<Processor<KI, VI, KO, VO>> processor, Set<StoreBuilder<?>> stores)
        implements ProcessorSupplier<KI, VI, KO, VO> {

    public Stateful {
        stores = Collections.unmodifiableSet(new LinkedHashSet<>(stores));
    }

    public Stateful(Supplier<Processor<KI, VI, KO, VO>> processor, Collection<? extends StoreBuilder<?>> stores) {
        this(processor, new LinkedHashSet<>(stores));
    }

    @Override
    public Processor<KI, VI, KO, VO> get() {
        return processor.get();
    }
}
