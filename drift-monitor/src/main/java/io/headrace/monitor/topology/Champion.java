package io.headrace.monitor.topology;

import io.headrace.monitor.baseline.Baseline;
import io.headrace.monitor.drift.Block;
import io.headrace.monitor.drift.DriftTest;
import io.headrace.monitor.drift.Reference;
import io.headrace.schemas.definition.Monitoring;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The version that is watched.
 *
 * @param references what each statistic is held against
 * @param own statistics held against the version's first window instead of its baseline
 */
record Champion(Baseline baseline, List<Reference> references, List<String> own) {

    Champion {
        references = List.copyOf(references);
        own = List.copyOf(own);
    }

    static Champion of(Baseline baseline, List<String> own, Optional<Block> firstWindow) {
        List<Reference> fromBaseline = baseline.references();
        List<Reference> references = firstWindow
                .map(total -> IntStream.range(0, fromBaseline.size())
                        .mapToObj(i -> own.contains(fromBaseline.get(i).statistic())
                                ? new Reference(
                                        fromBaseline.get(i).statistic(),
                                        total.counts(i).clone())
                                : fromBaseline.get(i))
                        .toList())
                .orElse(fromBaseline);
        return new Champion(baseline, references, own);
    }

    DriftTest test(Monitoring monitor) {
        return new DriftTest(references, monitor.falseAlarmRate(), monitor.minimumPsi());
    }
}
