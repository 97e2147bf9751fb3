package io.headrace.standalone.replay.prequential;

import java.util.LinkedHashMap;
import java.util.Map;

/** How good predictions were. A figure that is undefined for its examples is NaN; without examples all are. */
public sealed interface Figures {

    /** How many labelled predictions were evaluated. */
    long examples();

    /** By name, in the order of the components. */
    Map<String, Double> byName();

    /**
     * Of a problem of classes.
     *
     * @param accuracy share of right decisions, 0 to 1
     * @param kappa agreement beyond that of chance, at most 1 (Cohen 1960)
     * @param kappaTemporal agreement beyond that of repeating the newest known label, at most 1 (Žliobaitė et al. 2015)
     * @param f1 of the positive class, or the mean over the classes that occur; 0 to 1
     * @param rocAuc of the positive class, or the mean of one class against the rest; 0 to 1
     * @param prAuc average precision of the positive class, or the mean of one class against the rest; 0 to 1
     * @param logLoss mean negative logarithm of what came true, natural, a probability below 1e-12 counting as that
     */
    record OfClasses(
            long examples,
            double accuracy,
            double kappa,
            double kappaTemporal,
            double f1,
            double rocAuc,
            double prAuc,
            double logLoss)
            implements Figures {

        static final OfClasses NONE =
                new OfClasses(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        @Override
        public Map<String, Double> byName() {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("accuracy", accuracy);
            figures.put("kappa", kappa);
            figures.put("kappaTemporal", kappaTemporal);
            figures.put("f1", f1);
            figures.put("rocAuc", rocAuc);
            figures.put("prAuc", prAuc);
            figures.put("logLoss", logLoss);
            return figures;
        }
    }

    /**
     * Of a regression.
     *
     * @param mae mean absolute error, in the label's unit
     * @param rmse root of the mean squared error, in the label's unit
     * @param r2 coefficient of determination, at most 1
     */
    record OfQuantity(long examples, double mae, double rmse, double r2) implements Figures {

        static final OfQuantity NONE = new OfQuantity(0, Double.NaN, Double.NaN, Double.NaN);

        @Override
        public Map<String, Double> byName() {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("mae", mae);
            figures.put("rmse", rmse);
            figures.put("r2", r2);
            return figures;
        }
    }
}
