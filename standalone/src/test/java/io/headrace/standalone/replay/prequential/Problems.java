package io.headrace.standalone.replay.prequential;

import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import java.util.List;
import java.util.Optional;

/** Problems to judge. */
final class Problems {

    private Problems() {}

    static Problem binary() {
        return binary("no", "yes");
    }

    static Problem binary(String negative, String positive) {
        return new Problem(
                ProblemKind.BINARY,
                "late",
                LabelType.STRING,
                List.of(negative, positive),
                Metric.LOG_LOSS,
                Optional.empty(),
                List.of());
    }

    static Problem classes(String... names) {
        return new Problem(
                ProblemKind.MULTICLASS,
                "kind",
                LabelType.STRING,
                List.of(names),
                Metric.LOG_LOSS,
                Optional.empty(),
                List.of());
    }

    static Problem quantity() {
        return new Problem(
                ProblemKind.REGRESSION, "rides", LabelType.DOUBLE, List.of(), Metric.RMSE, Optional.empty(), List.of());
    }
}
