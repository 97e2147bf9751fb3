package io.headrace.schemas.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Compiles CEL over an event's fields and, where declared, over other features. CEL's standard functions and its string and
 * math extensions are there, and {@code math.log}, {@code math.log1p} and {@code math.exp}; nested fields are written {@code
 * customer.country}; timestamps are CEL timestamps, so {@code at.getHours('Europe/Brussels')} works; enums are texts;
 * decimals are numbers. Whole and decimal numbers may be mixed, and {@code /} is always a true division: what the checker
 * finds mixed is converted in the tree, and what is evaluated is standard CEL. Immutable; safe for use by many threads.
 */
public final class EventExpressions {

    private static final Set<CelType> NUMBERS =
            Set.of(SimpleType.DOUBLE, SimpleType.INT, SimpleType.BOOL, SimpleType.DYN);
    private static final Set<CelType> CATEGORIES =
            Set.of(SimpleType.STRING, SimpleType.INT, SimpleType.DOUBLE, SimpleType.BOOL, SimpleType.DYN);

    private static final Set<CelType> TIMES = Set.of(SimpleType.TIMESTAMP, SimpleType.DYN);

    private static final Set<CelType> TRUTH = Set.of(SimpleType.BOOL, SimpleType.DYN);

    private final Frontend frontend;

    private EventExpressions(Variables variables) {
        this.frontend = new Frontend(variables);
    }

    /** Over the fields of an event alone. */
    public static EventExpressions of(Schema event) {
        return new EventExpressions(Variables.of(event));
    }

    /**
     * Over the same fields and over features, whose values are handed over at evaluation in the order given here. A feature
     * that has a field's name is that field.
     *
     * @param numeric names of numeric features
     * @param categorical names of categorical features
     */
    public EventExpressions withFeatures(List<String> numeric, List<String> categorical) {
        return new EventExpressions(frontend.variables().with(numeric, categorical));
    }

    /** Whether a name is a word of CEL and cannot be a field's or a feature's in an expression. */
    public static boolean isReserved(String name) {
        return Variables.RESERVED.contains(name);
    }

    /** Every name an expression may use. */
    public Set<String> names() {
        return Set.copyOf(frontend.variables().known().keySet());
    }

    /** Compiles an expression that gives a number or a truth value. */
    public NumberProgram compileNumber(String cel) throws ExpressionException {
        CelAbstractSyntaxTree tree =
                checked(cel, NUMBERS, "a numeric feature needs a number; {category: …} makes a text a category");
        Evaluation evaluation = new Evaluation(frontend, tree, true);
        Optional<NumberProgram.Computation> plain =
                Arithmetic.of(frontend.variables(), tree).map(arithmetic -> arithmetic);
        return new NumberProgram(evaluation.names(), plain.orElseGet(() -> new CelNumber(evaluation)));
    }

    /** Compiles an expression over which something is computed: as {@link #compileNumber} does. */
    public NumberProgram compileOperand(String cel) throws ExpressionException {
        checked(cel, NUMBERS, "an aggregate is of numbers");
        return compileNumber(cel);
    }

    /** Compiles an expression of which is computed what any value has, a text too: as {@link #compileCategory} does. */
    public CategoryProgram compileAnyOperand(String cel) throws ExpressionException {
        checked(cel, CATEGORIES, "an aggregate is of numbers or texts");
        return compileCategory(cel);
    }

    /** A number, always by way of CEL: what {@link Arithmetic} must equal. */
    NumberProgram compileNumberByCel(String cel) throws ExpressionException {
        Evaluation evaluation = new Evaluation(frontend, frontend.check(cel), true);
        return new NumberProgram(evaluation.names(), new CelNumber(evaluation));
    }

    /** Compiles an expression that gives a text, number or truth value. */
    public CategoryProgram compileCategory(String cel) throws ExpressionException {
        CelAbstractSyntaxTree tree = checked(cel, CATEGORIES, "a category is a text, a number or a truth value");
        return new CategoryProgram(new Evaluation(frontend, tree, true));
    }

    /** Compiles an expression that gives a time. */
    public InstantProgram compileInstant(String cel) throws ExpressionException {
        CelAbstractSyntaxTree tree = checked(cel, TIMES, "a calendar is of a time");
        return new InstantProgram(new Evaluation(frontend, tree, true));
    }

    /** Compiles an expression that gives a truth value. */
    public ConditionProgram compileCondition(String cel) throws ExpressionException {
        CelAbstractSyntaxTree tree = checked(cel, TRUTH, "a condition needs a truth value");
        return new ConditionProgram(new Evaluation(frontend, tree, false));
    }

    /**
     * Compiles an expression that gives a truth value as a number: 1 where it is true, 0 where it is false, NaN where it is missing as a
     * number would be.
     */
    public NumberProgram compileFilter(String cel) throws ExpressionException {
        checked(cel, TRUTH, "a condition needs a truth value");
        return compileNumber(cel);
    }

    /**
     * Compiles an expression that gives a value for a field.
     *
     * @param target the field's schema; it may be nullable
     */
    public ValueProgram compileValue(String cel, Schema target) throws ExpressionException {
        FieldWriter writer = FieldWriter.of(target)
                .orElseThrow(() -> new ExpressionException("no expression gives a value of the type "
                        + target.getType().getName()));
        CelAbstractSyntaxTree tree = frontend.check(cel);
        CelType result = resultType(tree);
        if (!writer.accepts(result)) {
            boolean fraction = result.equals(SimpleType.DOUBLE) && writer.accepts(SimpleType.INT);
            throw new ExpressionException("gives " + TypeName.of(result) + ", but the field is " + writer.description()
                    + (fraction ? "; write int(" + cel.strip() + ")" : ""));
        }
        return new ValueProgram(new Evaluation(frontend, tree, true), writer);
    }

    /** Whether an expression gives a truth value; false also for one that does not compile. */
    public boolean isCondition(String cel) {
        return gives(cel, SimpleType.BOOL);
    }

    /** Whether an expression gives a text; false also for one that does not compile. */
    public boolean isText(String cel) {
        return gives(cel, SimpleType.STRING);
    }

    private boolean gives(String cel, CelType type) {
        try {
            return resultType(frontend.check(cel)).equals(type);
        } catch (ExpressionException _) {
            return false;
        }
    }

    private CelAbstractSyntaxTree checked(String cel, Set<CelType> fitting, String wanted) throws ExpressionException {
        CelAbstractSyntaxTree tree = frontend.check(cel);
        CelType result = resultType(tree);
        if (!fitting.contains(result)) {
            throw new ExpressionException("gives " + TypeName.of(result) + ", but " + wanted);
        }
        return tree;
    }

    private static CelType resultType(CelAbstractSyntaxTree tree) {
        CelType type = tree.getResultType();
        return type instanceof NullableType nullable ? nullable.targetType() : type;
    }
}
