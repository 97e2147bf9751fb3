package io.headrace.trainer.run;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.Label;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.ExampleOrder;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.data.TimeSplit;
import io.headrace.trainer.gate.NumberFormats;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The window's training, validation and unseen rows.
 *
 * @param window the usable examples, oldest event first
 */
public record Splits(List<Example> window, List<String> classes, Dataset training, Dataset validation, Dataset unseen) {

    private static final int LEAST_ROWS = 20;
    private static final int LEAST_OF_CLASS_IN_TRAINING = 10;
    private static final int LEAST_OF_CLASS_ELSEWHERE = 5;

    private static final int ENOUGH_TO_JUDGE = 500;
    private static final int ENOUGH_TO_STEER = 2_000;
    /** Of two classes: fewer of the rarer one leave what depends on them to chance. */
    private static final int ENOUGH_OF_CLASS = 100;

    /** Splits the examples that can be learned from. */
    public static Splits of(PipelineDefinition definition, List<Example> examples) {
        List<String> classes = classes(definition.problem(), examples);
        List<Example> usable = examples.stream()
                .filter(example -> isUsable(example.label(), classes))
                .sorted(ExampleOrder.BY_EVENT_TIME)
                .toList();
        TimeSplit split = TimeSplit.of(usable, definition.train().split())
                .atMost(rows -> enough(rows, classes, ENOUGH_TO_STEER), rows -> enough(rows, classes, ENOUGH_TO_JUDGE));
        FeatureSignature signature = FeatureSignature.of(definition);
        return new Splits(
                usable,
                classes,
                dataset(signature, split.training(), classes),
                dataset(signature, split.validation(), classes),
                dataset(signature, split.unseen(), classes));
    }

    /** How many of the newest rows hold so many rows, and of two classes enough of the rarer; all of them if they never do. */
    private static int enough(List<Example> rows, List<String> classes, int wanted) {
        int[] counts = new int[classes.size()];
        for (int taken = 1; taken <= rows.size(); taken++) {
            Example next = rows.get(rows.size() - taken);
            if (!classes.isEmpty()) {
                counts[index(next, classes)]++;
            }
            boolean both = classes.size() != 2 || Math.min(counts[0], counts[1]) >= ENOUGH_OF_CLASS;
            if (taken >= wanted && both) {
                return taken;
            }
        }
        return rows.size();
    }

    /** Why no model can be fitted and judged on these, if so. */
    public Optional<String> objection(int minimumExamples) {
        if (window.size() < minimumExamples) {
            return Optional.of("only " + NumberFormats.count(window.size()) + " usable examples; "
                    + NumberFormats.count(minimumExamples) + " are needed");
        }
        return objection("training", training, LEAST_OF_CLASS_IN_TRAINING)
                .or(() -> objection("validation", validation, LEAST_OF_CLASS_ELSEWHERE))
                .or(() -> objection("unseen", unseen, LEAST_OF_CLASS_ELSEWHERE));
    }

    /**
     * The unseen rows later than a moment: a champion was fitted on all up to its own window's end. All of them where too few are
     * later to tell two models apart, which is in the champion's favour.
     */
    Dataset unseenSince(Instant moment) {
        int first = window.size() - unseen.rows();
        while (first < window.size() && window.get(first).row().eventTime() <= moment.toEpochMilli()) {
            first++;
        }
        Dataset later = unseen.slice(first - (window.size() - unseen.rows()), unseen.rows());
        return objection("unseen", later, LEAST_OF_CLASS_ELSEWHERE).isEmpty() ? later : unseen;
    }

    private static Optional<String> objection(String part, Dataset rows, int leastOfClass) {
        if (rows.rows() < LEAST_ROWS) {
            return Optional.of(
                    "the " + part + " part has only " + rows.rows() + " examples; " + LEAST_ROWS + " are needed");
        }
        return switch (rows.target()) {
            case Target.Quantities _ -> Optional.empty();
            case Target.Classes classes when classes.names().size() == 2 -> rarest(part, classes, leastOfClass);
            case Target.Classes classes -> oneClass(part, classes);
        };
    }

    private static Optional<String> rarest(String part, Target.Classes classes, int least) {
        int[] counts = classes.counts();
        int rarest = counts[0] < counts[1] ? 0 : 1;
        return counts[rarest] >= least
                ? Optional.empty()
                : Optional.of(
                        "only " + counts[rarest] + " of " + NumberFormats.count(classes.rows()) + " examples of the "
                                + part + " part are \"" + classes.names().get(rarest) + "\"; " + least + " are needed");
    }

    private static Optional<String> oneClass(String part, Target.Classes classes) {
        long present =
                Arrays.stream(classes.counts()).filter(count -> count > 0).count();
        return present > 1
                ? Optional.empty()
                : Optional.of("all examples of the " + part + " part are of one class; two or more classes are needed");
    }

    /** As the definition names them, or else those of the window, by name. */
    private static List<String> classes(Problem problem, List<Example> examples) {
        return problem.kind() == ProblemKind.MULTICLASS && problem.classes().isEmpty()
                ? examples.stream()
                        .map(Example::label)
                        .filter(Label.Category.class::isInstance)
                        .map(label -> ((Label.Category) label).name())
                        .distinct()
                        .sorted()
                        .toList()
                : problem.classes();
    }

    /** Whether a label can be learned from; no classes stand for a quantity. */
    static boolean isUsable(Label label, List<String> classes) {
        return switch (label) {
            case Label.Category(String name) -> classes.contains(name);
            case Label.Quantity(double value) -> classes.isEmpty() && Double.isFinite(value);
        };
    }

    private static Dataset dataset(FeatureSignature signature, List<Example> examples, List<String> classes) {
        Target target = classes.isEmpty()
                ? new Target.Quantities(
                        examples.stream().mapToDouble(Splits::quantity).toArray())
                : new Target.Classes(
                        classes,
                        examples.stream()
                                .mapToInt(example -> index(example, classes))
                                .toArray());
        return Dataset.of(signature, examples, target);
    }

    private static double quantity(Example example) {
        return switch (example.label()) {
            case Label.Quantity(double value) -> value;
            case Label.Category(String name) -> throw new IllegalArgumentException("\"" + name + "\" is no quantity");
        };
    }

    private static int index(Example example, List<String> classes) {
        return switch (example.label()) {
            case Label.Category(String name) -> classes.indexOf(name);
            case Label.Quantity(double value) -> throw new IllegalArgumentException(value + " is no class");
        };
    }
}
