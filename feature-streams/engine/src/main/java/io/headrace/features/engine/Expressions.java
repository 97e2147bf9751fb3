package io.headrace.features.engine;

import io.headrace.schemas.expression.CategoryProgram;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.ExpressionException;
import io.headrace.schemas.expression.InstantProgram;
import io.headrace.schemas.expression.NumberProgram;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Compiles a definition's expressions, and says which features each of them reads. */
final class Expressions {

    private final Schema event;
    private final EventExpressions overEvent;
    private final EventExpressions overFeatures;

    Expressions(Schema event, FeatureSignature signature) {
        this.event = event;
        this.overEvent = EventExpressions.of(event);
        this.overFeatures = overEvent.withFeatures(signature.numeric(), signature.categorical());
    }

    /** Of an aggregate: over the event alone. */
    NumberProgram operand(String feature, String cel) {
        try {
            return overEvent.compileOperand(cel);
        } catch (ExpressionException mistake) {
            throw unusable(feature, cel, mistake);
        }
    }

    /** Of an aggregate of texts: over the event alone. */
    CategoryProgram text(String feature, String cel) {
        try {
            return overEvent.compileCategory(cel);
        } catch (ExpressionException mistake) {
            throw unusable(feature, cel, mistake);
        }
    }

    /** Of an aggregate: over the event alone; 1 where it holds. */
    NumberProgram condition(String feature, String cel) {
        try {
            return overEvent.compileFilter(cel);
        } catch (ExpressionException mistake) {
            throw unusable(feature, cel, mistake);
        }
    }

    NumberProgram number(String feature, String cel) {
        try {
            return overFeatures.compileNumber(cel);
        } catch (ExpressionException mistake) {
            throw unusable(feature, cel, mistake);
        }
    }

    CategoryProgram category(String feature, String cel) {
        try {
            return overFeatures.compileCategory(cel);
        } catch (ExpressionException mistake) {
            throw unusable(feature, cel, mistake);
        }
    }

    InstantProgram instant(String feature, String cel) {
        try {
            return overFeatures.compileInstant(cel);
        } catch (ExpressionException mistake) {
            throw unusable(feature, cel, mistake);
        }
    }

    /** Those of the names an expression reads that are features: a name that is both means the field. */
    Set<String> features(Set<String> names) {
        return names.stream().filter(name -> event.getField(name) == null).collect(Collectors.toUnmodifiableSet());
    }

    private static IllegalArgumentException unusable(String feature, String cel, ExpressionException mistake) {
        return new IllegalArgumentException(feature + ": \"" + cel + "\": " + mistake.getMessage(), mistake);
    }
}
