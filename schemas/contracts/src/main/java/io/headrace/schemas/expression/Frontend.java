package io.headrace.schemas.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.headrace.schemas.expression.ExpressionException.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The CEL compiler over one set of variables. Immutable; safe for use by many threads. */
final class Frontend {

    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(), CelExtensions.math())
            .addFunctionBindings(MathFunction.bindings())
            .build();
    private static final CelStandardDeclarations STANDARD = MixedNumbers.standardDeclarations();
    private static final Set<String> FUNCTIONS = functions();

    private final Variables variables;
    private final CelCompiler compiler;

    Frontend(Variables variables) {
        this.variables = variables;
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(STANDARD)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.math())
                .addFunctionDeclarations(MixedNumbers.declarations())
                .addFunctionDeclarations(MathFunction.declarations());
        variables.known().values().forEach(variable -> builder.addVar(variable.name(), variable.declaredType()));
        this.compiler = builder.build();
    }

    Variables variables() {
        return variables;
    }

    CelAbstractSyntaxTree check(String expression) throws ExpressionException {
        if (expression.isBlank()) {
            throw new ExpressionException("the expression is empty");
        }
        CelAbstractSyntaxTree checked = tree(expression, compiler.compile(expression));
        List<Problem> literals = LiteralChecks.of(checked);
        if (!literals.isEmpty()) {
            throw new ExpressionException(literals);
        }
        if (!MixedNumbers.occurIn(checked)) {
            return checked;
        }
        return tree(expression, compiler.check(MixedNumbers.converted(checked)));
    }

    private CelAbstractSyntaxTree tree(String expression, CelValidationResult result) throws ExpressionException {
        if (result.hasError()) {
            throw new ExpressionException(new ProblemText(expression, variables, FUNCTIONS).of(result.getErrors()));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new ExpressionException(new ProblemText(expression, variables, FUNCTIONS).of(e.getErrors()));
        }
    }

    CelRuntime.Program plan(CelAbstractSyntaxTree tree) throws ExpressionException {
        try {
            return RUNTIME.createProgram(tree);
        } catch (CelEvaluationException e) {
            throw new ExpressionException("cannot be evaluated: " + e.getMessage());
        }
    }

    private static Set<String> functions() {
        Set<String> names = new TreeSet<>(CelStandardDeclarations.getAllFunctionNames());
        names.addAll(CelExtensions.getAllFunctionNames());
        Arrays.stream(MathFunction.values()).map(MathFunction::celName).forEach(names::add);
        names.removeIf(name -> !Character.isLetter(name.charAt(0)));
        return Set.copyOf(names);
    }
}
