package io.headrace.standalone.replay.report;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.page.Words;
import java.util.Locale;

/** Figures as people write them. */
final class Named {

    private Named() {}

    static String figure(String key) {
        return switch (key) {
            case "accuracy" -> "accuracy";
            case "kappa" -> "kappa";
            case "kappaTemporal" -> "temporal kappa";
            case "f1" -> "F1";
            case "rocAuc" -> "ROC AUC";
            case "prAuc" -> "PR AUC";
            case "logLoss" -> "log loss";
            case "mae" -> "MAE";
            case "rmse" -> "RMSE";
            case "r2" -> "R²";
            default -> key;
        };
    }

    static String meaning(String key, ProblemKind kind) {
        String classes = kind == ProblemKind.BINARY ? " of the positive class" : ", mean over the classes";
        return switch (key) {
            case "accuracy" -> "share of right decisions";
            case "kappa" -> "agreement beyond chance; 0 is none, 1 is all";
            case "kappaTemporal" -> "agreement beyond repeating the newest known label";
            case "f1" -> "precision and recall in one" + classes;
            case "rocAuc" -> "chance that one of the class scores above one that is not" + classes;
            case "prAuc" -> "mean precision over all recalls" + classes;
            case "logLoss" -> "surprise at what came true; less is better";
            case "mae" -> "off by so much on average; less is better";
            case "rmse" -> "the same with large errors weighing more; less is better";
            case "r2" -> "share of the variance that is explained; 1 is all";
            default -> "";
        };
    }

    static boolean lessIsBetter(String key) {
        return switch (key) {
            case "logLoss", "mae", "rmse", "calibrationError" -> true;
            default -> false;
        };
    }

    static String value(String key, double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return switch (key) {
            case "accuracy" -> percent(value);
            case "mae", "rmse" -> Words.number(value);
            default -> String.format(Locale.ROOT, "%.3f", value);
        };
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    static String majority(ProblemKind kind) {
        return kind == ProblemKind.REGRESSION ? "mean so far" : "majority so far";
    }
}
