package io.headrace.schemas.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Functions features are often made with that CEL's math extension lacks. Of {@link StrictMath}, so that every machine gives
 * the same bits.
 */
enum MathFunction {
    /** Natural logarithm. */
    LOG,
    /** Natural logarithm of the number plus one. */
    LOG1P,
    EXP;

    static List<CelFunctionDecl> declarations() {
        return Arrays.stream(values()).map(MathFunction::declaration).toList();
    }

    static List<CelFunctionBinding> bindings() {
        return Arrays.stream(values())
                .flatMap(function -> CelFunctionBinding.fromOverloads(
                        function.celName(),
                        CelFunctionBinding.from(function.ofDecimal(), Double.class, number -> function.value(number)),
                        CelFunctionBinding.from(function.ofWhole(), Long.class, number -> function.value(number)))
                        .stream())
                .toList();
    }

    String celName() {
        return "math." + name().toLowerCase(Locale.ROOT);
    }

    private double value(double number) {
        return switch (this) {
            case LOG -> StrictMath.log(number);
            case LOG1P -> StrictMath.log1p(number);
            case EXP -> StrictMath.exp(number);
        };
    }

    private CelFunctionDecl declaration() {
        return newFunctionDeclaration(
                celName(),
                newGlobalOverload(ofDecimal(), SimpleType.DOUBLE, SimpleType.DOUBLE),
                newGlobalOverload(ofWhole(), SimpleType.DOUBLE, SimpleType.INT));
    }

    private String ofDecimal() {
        return "math_" + name().toLowerCase(Locale.ROOT) + "_double";
    }

    private String ofWhole() {
        return "math_" + name().toLowerCase(Locale.ROOT) + "_int";
    }
}
