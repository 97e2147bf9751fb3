package io.headrace.schemas.definition;

/** A family of models. */
public enum ModelFamily {
    /** Gradient-boosted decision trees (XGBoost). */
    BOOSTED_TREES("boosted trees"),
    /** Logistic regression; linear regression for a quantity. */
    LINEAR("linear");

    private final String text;

    ModelFamily(String text) {
        this.text = text;
    }

    /** The name in definitions and reports. */
    public String text() {
        return text;
    }
}
