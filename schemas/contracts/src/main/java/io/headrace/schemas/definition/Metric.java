package io.headrace.schemas.definition;

/** A figure of merit, named as the field names it. */
public enum Metric {
    /** Area under the precision-recall curve (average precision), 0 to 1. */
    PR_AUC("prAuc", "PR AUC", true),
    /** Area under the receiver operating characteristic, 0 to 1. */
    ROC_AUC("rocAuc", "ROC AUC", true),
    /** Share of right predictions, 0 to 1. */
    ACCURACY("accuracy", "accuracy", true),
    /** Cohen's kappa, at most 1. */
    KAPPA("kappa", "kappa", true),
    /** Precision of the positive class (macro for a multiclass problem), 0 to 1. */
    PRECISION("precision", "precision", true),
    /** Recall of the positive class (macro for a multiclass problem), 0 to 1. */
    RECALL("recall", "recall", true),
    /** Harmonic mean of precision and recall of the positive class (macro for a multiclass problem), 0 to 1. */
    F1("f1", "F1", true),
    /** Share of positives among the 100 highest scores, 0 to 1. */
    PRECISION_AT_TOP_100("precisionAtTop100", "precision in the top 100", true),
    /** Mean negative log likelihood, natural logarithm, 0 or more. */
    LOG_LOSS("logLoss", "log loss", false),
    /** Expected calibration error over ten equal-mass bins, 0 to 1. */
    CALIBRATION_ERROR("calibrationError", "calibration error", false),
    /** Mean absolute error, in the label's unit. */
    MAE("mae", "MAE", false),
    /** Root mean squared error, in the label's unit. */
    RMSE("rmse", "RMSE", false),
    /** Coefficient of determination, at most 1. */
    R2("r2", "R²", true);

    private final String text;
    private final String label;
    private final boolean higherIsBetter;

    Metric(String text, String label, boolean higherIsBetter) {
        this.text = text;
        this.label = label;
        this.higherIsBetter = higherIsBetter;
    }

    /** The name in definitions, topics and reports. */
    public String text() {
        return text;
    }

    /** The name in sentences. */
    public String label() {
        return label;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether the metric judges predictions of this kind of problem. */
    public boolean fits(ProblemKind kind) {
        return switch (this) {
            case MAE, RMSE, R2 -> kind == ProblemKind.REGRESSION;
            case PR_AUC, PRECISION_AT_TOP_100 -> kind == ProblemKind.BINARY;
            case ROC_AUC, ACCURACY, KAPPA, PRECISION, RECALL, F1, LOG_LOSS, CALIBRATION_ERROR ->
                kind != ProblemKind.REGRESSION;
        };
    }
}
