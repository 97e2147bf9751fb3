package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Feature;
import java.util.Objects;

/** The operands and conditions of the tests' aggregates, in Java. */
final class SpecifiedOperands {

    /** A condition that is missing where the channel or the amount is. */
    static final String ONLINE_AND_DEAR = "channel == 'online' && amount > 1.0";

    /** A condition that holds where the amount is missing. */
    static final String CHEAP_OR_MISSING = "amount == null || amount < 1.0";

    private SpecifiedOperands() {}

    /** NaN where it is missing or its condition does not hold. */
    static double of(Feature.Operand operand, Payment payment) {
        return operand.where().stream().allMatch(condition -> holds(condition, payment))
                ? value(operand.expression(), payment)
                : Double.NaN;
    }

    private static double value(String cel, Payment payment) {
        double amount = payment.amount() == null ? Double.NaN : payment.amount();
        return switch (cel) {
            case "1" -> 1;
            case "amount" -> amount;
            case "amount * amount" -> amount * amount;
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
