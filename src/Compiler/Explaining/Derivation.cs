using System.Globalization;
using System.Text;
using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Explaining;

/// <summary>`flowc derive`: one functional, its derivative, at once.</summary>
public static class Derivation
{
    private static readonly string[] Axes = ["x", "y", "z"];

    /// <summary>The derivatives of the last functional of a text with respect to its formals.</summary>
    /// <param name="program">Functionals, `let`s, `param`s, and what is opened.</param>
    /// <param name="dimension">Of space.</param>
    /// <param name="stages">Whether f_u and f_p are shown.</param>
    public static Checked<string> Of(OpenedProgram program, int dimension, bool stages)
    {
        var bound = Bind(program, dimension);
        if (bound.Value is not { } functional)
            return new Checked<string>(null, bound.Diagnostics);
        if (functional.Formals.FirstOrDefault(f => Transports.PotentialOf(functional.Energy, f) is not null) is { } fixedFormal)
            return new Checked<string>(null, [.. bound.Diagnostics, EnergyErrors.NoDerivative($"`{Transports.PotentialOf(functional.Energy, fixedFormal)}`", fixedFormal.Name,
                ((FunctionalDecl)program.Program.Syntax.Declarations.Last(d => d is FunctionalDecl { Points.Count: 0 })).Name.Span)]);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{functional.Name} = {functional.Energy}\n");
        foreach (var formal in functional.Formals)
        {
            var variation = FunctionalDerivative.Of(functional.Energy, formal);
            if (stages)
            {
                text.Append(CultureInfo.InvariantCulture, $"f_u = {variation.Parts.Value}\n");
                for (var axis = 0; axis < dimension; axis++)
                    text.Append(CultureInfo.InvariantCulture, $"f_p{(dimension > 1 ? "." + Axes[axis] : "")} = {variation.Parts.Gradient[axis]}\n");
            }
            if (stages && !variation.Parts.HasNoHessian)
                for (var i = 0; i < dimension; i++)
                    for (var j = i; j < dimension; j++)
                        text.Append(CultureInfo.InvariantCulture, $"f_H{(dimension > 1 ? "." + Axes[i] + Axes[j] : "")} = {variation.Parts.H(i, j)}\n");
            text.Append(CultureInfo.InvariantCulture, $"d{functional.Name}/d{formal.Name} = {variation.Display}\n");
            foreach (var line in Natural(variation))
                text.Append(line).Append('\n');
        }
        return new Checked<string>(text.ToString(), bound.Diagnostics);
    }

    // What the variational principle asks on a side, once where it is the same on every side.
    private static IEnumerable<string> Natural(Variation variation)
    {
        string[] sides = [.. Enumerable.Range(0, variation.Point.Space.Dimension).Select(axis => string.Join(", ", variation.Natural
            .Where(t => t.Axis == axis && t.IsUpper && t.Of != BoundaryFactor.Corner)
            .Select(t => TextExplanation.Line([NaturalText.Of(t, variation.Point), new Sign("="), Build.Zero]))))];
        return sides.All(s => s.Length == 0) ? []
            : sides.Distinct().Count() == 1 ? [$"natural on the sides: {sides[0]}"]
            : sides.Select((s, axis) => (Text: s, Axis: variation.Point.Space.Axes[axis])).Where(s => s.Text.Length > 0).Select(s => $"natural on sides across {s.Axis}: {s.Text}");
    }

    /// <summary>The last functional of a text; names that are not declared are arbitrary functions of the coordinates.</summary>
    /// <param name="source">The text.</param>
    /// <param name="program">Its syntax: functionals, `let`s, `param`s.</param>
    /// <param name="dimension">Of space.</param>
    public static Checked<BoundFunctional> Bind(SourceText source, ProgramSyntax program, int dimension) =>
        Bind(OpenedProgram.Alone(source, program), dimension);

    /// <summary>The last functional of a text; names that are not declared are arbitrary functions of the coordinates.</summary>
    /// <param name="program">Functionals, `let`s, `param`s, and what is opened.</param>
    /// <param name="dimension">Of space.</param>
    public static Checked<BoundFunctional> Bind(OpenedProgram program, int dimension)
    {
        if (program.Program.Syntax.Declarations.LastOrDefault(d => d is FunctionalDecl { Points.Count: 0 }) is not FunctionalDecl functional)
            return new Checked<BoundFunctional>(null, [EnergyErrors.NothingToDerive(new SourceSpan(0, Math.Min(1, program.Source.Files[0].Span.Length)))]);
        var space = new Space("Omega", [.. Axes[..dimension]]);
        var declarations = new Declarations(program) { Arbitrary = (name, _) => Arbitrary(name, space) };
        declarations.Unnamed.Add(new DomainModel(space, [.. space.Axes.Select(a => new AxisModel(a, 0, 1, false, functional.Span))], functional.Span));
        var binder = declarations.Binder;
        ParameterBinder.Bind(declarations, Overrides.None);
        foreach (var formal in functional.Formals)
            declarations.Add(new StateSymbol(formal.Name, space, StateKind.Field));
        var fields = functional.Formals.Select(f => declarations.State(f.Name)!).ToArray();
        Seq<Value> parameters = [.. functional.Parameters.Select(p => new RealValue(Build.Symbol(p.Name)))];
        var value = FunctionalBinder.Value(binder, new FunctionalValue(functional, parameters), [.. fields], functional.Span, Scope.For(Purpose.Energy));
        declarations.CheckUsed();
        return value is not RealValue { Expr: var energy } || declarations.HasErrors
            ? new Checked<BoundFunctional>(null, declarations.Diagnostics)
            : new Checked<BoundFunctional>(new BoundFunctional(functional.Name.Name, energy, [.. fields.Select(f => f.State!)]), declarations.Diagnostics);
    }

    // An undeclared name: a function of the coordinates where it stands alone, of what it is given where it is applied.
    private static FunctionValue Arbitrary(string name, Space space)
    {
        var symbols = space.Axes.Select(Build.Symbol).Cast<Symbol>().ToArray();
        var body = Build.Apply(new ArbitraryFunction(name, symbols.Length), [.. symbols]);
        return new FunctionValue(name, symbols.Length, UserFunction.Of(name, [.. symbols], body), (arguments, caller, at) =>
            arguments.All(a => a.Value is RealValue)
                ? new RealValue(Build.Apply(new ArbitraryFunction(name, arguments.Count), [.. arguments.Select(a => ((RealValue)a.Value).Expr)]))
                : UnknownValue.Instance);
    }
}
