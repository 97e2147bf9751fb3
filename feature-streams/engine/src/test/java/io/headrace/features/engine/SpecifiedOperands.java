package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.util.Objects;
import java.util.Optional;

/** The operands and conditions of the tests' aggregates, in Java. */
final class SpecifiedOperands {

    /** A condition that is missing where the channel or the amount is. */
    static final String ONLINE_AND_DEAR = "channel == 'online' && amount > 1.0";

    /** A condition that holds where the amount is missing. */
    static final String CHEAP_OR_MISSING = "amount == null || amount < 1.0";

    private SpecifiedOperands() {}

    static Feature.Operand operand(String cel, Optional<String> where) {
        return new Feature.Operand(cel, cel.equals("merchant") ? FeatureKind.CATEGORICAL : FeatureKind.NUMERIC, where);
    }

    /** A number or a text; empty where it is missing or its condition does not hold. */
    static Optional<Object> of(Feature.Operand operand, Payment payment) {
        return operand.where().stream().allMatch(condition -> holds(condition, payment))
                ? value(operand.expression(), payment)
                : Optional.empty();
    }

    private static Optional<Object> value(String cel, Payment payment) {
        return switch (cel) {
            case "1" -> Optional.of(1.0);
            case "amount" -> Optional.ofNullable(payment.amount());
            case "amount * amount" -> Optional.ofNullable(payment.amount()).map(amount -> amount * amount);
            case ONLINE_AND_DEAR -> Optional.of(holds(cel, payment) ? 1.0 : 0.0);
            case "merchant" ->
                Optional.ofNullable(payment.merchant())
                        .filter(name -> !name.isEmpty())
                        .map(LongText::bounded);
            default -> throw new IllegalArgumentException(cel);
        };
    }

    private static boolean holds(String cel, Payment payment) {
        Double amount = payment.amount();
        return switch (cel) {
            case ONLINE_AND_DEAR -> Objects.equals(payment.channel(), "online") && amount != null && amount > 1;
            case CHEAP_OR_MISSING -> amount == null || amount < 1;
            default -> throw new IllegalArgumentException(cel);
        };
    }
}
