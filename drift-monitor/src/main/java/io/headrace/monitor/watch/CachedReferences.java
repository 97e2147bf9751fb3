package io.headrace.monitor.watch;

import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.reference.ReferenceSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The reference distributions asked for last: every row asks for that of its version. Not for several threads. */
final class CachedReferences implements ReferenceSource {

    private static final int MOST = 64;

    private final ReferenceSource source;
    private final Map<String, Optional<ReferenceDistribution>> recent = new LinkedHashMap<>(MOST, 0.75f, true);

    CachedReferences(ReferenceSource source) {
        this.source = source;
    }

    @Override
    public Optional<ReferenceDistribution> of(String model) {
        Optional<ReferenceDistribution> known = recent.get(model);
        if (known != null) {
            return known;
        }
        Optional<ReferenceDistribution> found = model.isEmpty() ? Optional.empty() : source.of(model);
        recent.put(model, found);
        if (recent.size() > MOST) {
            recent.remove(recent.keySet().iterator().next());
        }
        return found;
    }
}
