package io.headrace.trainer.gate;

import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.Scorecard;
import java.util.ArrayList;
import java.util.List;

/** Judges a candidate on the unseen newest rows. */
public final class Gatekeeper {

    private final Gates gates;
    private final Metric metric;
    private final long seed;

    /**
     * A gatekeeper.
     *
     * @param metric what models are compared by
     * @param seed of the bootstrap
     */
    public Gatekeeper(Gates gates, Metric metric, long seed) {
        this.gates = gates;
        this.metric = metric;
        this.seed = seed;
    }

    /**
     * One verdict a gate that is on.
     *
     * @param trivial a model that says the same of every row
     * @param trivialName what the trivial model does, such as {@code always "false"}
     */
    public List<GateVerdict> judge(
            Scorecard candidate, Scorecard trivial, String trivialName, ChampionOnRows champion) {
        List<GateVerdict> verdicts = new ArrayList<>();
        gates.success().ifPresent(criterion -> verdicts.add(success(candidate, criterion)));
        if (gates.beatTrivial()) {
            verdicts.add(trivial(candidate, trivial, trivialName));
        }
        if (gates.champion().enabled()) {
            verdicts.add(champion(champion));
        }
        return List.copyOf(verdicts);
    }

    private static GateVerdict success(Scorecard candidate, Criterion criterion) {
        double value = candidate.value(criterion.metric());
        String need = switch (criterion.comparison()) {
            case AT_LEAST -> "at least ";
            case AT_MOST -> "at most ";
        };
        return new GateVerdict(
                "success",
                criterion.isMetBy(value),
                criterion.metric().label() + " " + NumberFormats.value(value) + " on "
                        + NumberFormats.count(candidate.rows()) + " newer examples (needs " + need
                        + NumberFormats.value(criterion.bound()) + ")");
    }

    private GateVerdict trivial(Scorecard candidate, Scorecard trivial, String trivialName) {
        double value = candidate.value(metric);
        double without = trivial.value(metric);
        boolean passed = better(value, without) || (Double.isNaN(without) && !Double.isNaN(value));
        return new GateVerdict(
                "trivial",
                passed,
                metric.label() + " " + NumberFormats.value(value) + " against " + NumberFormats.value(without) + " of "
                        + trivialName);
    }

    private GateVerdict champion(ChampionOnRows champion) {
        return switch (champion) {
            case ChampionOnRows.None() -> new GateVerdict("champion", true, "first model, no champion");
            case ChampionOnRows.Incomparable(String model, String why) ->
                new GateVerdict("champion", true, model + " can't be compared: " + why);
            case ChampionOnRows.Scored(String model, Scorecard serving, Scorecard candidate) ->
                compared(candidate, model, serving);
        };
    }

    private GateVerdict compared(Scorecard candidate, String model, Scorecard champion) {
        double p = PairedBootstrap.pValue(candidate, champion, metric, seed);
        double value = candidate.value(metric);
        double significance = gates.champion().significance();
        boolean passed = better(value, champion.value(metric)) && p <= significance;
        return new GateVerdict(
                "champion",
                passed,
                metric.label() + " " + NumberFormats.value(value) + " against "
                        + NumberFormats.value(champion.value(metric))
                        + " of " + model + " on the same " + NumberFormats.count(candidate.rows())
                        + " examples (paired, p = " + NumberFormats.chance(p)
                        + (passed ? ")" : "; needs a better value and p of at most " + significance + ")"));
    }

    private boolean better(double value, double than) {
        return metric.higherIsBetter() ? value > than : value < than;
    }
}
