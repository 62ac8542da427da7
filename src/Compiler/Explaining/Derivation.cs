using Flows.Compiler.Binding;
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
    /// <param name="format">Text: a line a formula; else as <see cref="ExplanationWriter"/> writes it.</param>
    public static Checked<string> Of(OpenedProgram program, int dimension, bool stages, ExplanationFormat format)
    {
        var bound = Bind(program, dimension);
        if (bound.Value is not { } functional)
            return new Checked<string>(null, bound.Diagnostics);
        if (functional.Formals.FirstOrDefault(f => Transports.PotentialOf(functional.Energy, f) is not null) is { } fixedFormal)
            return new Checked<string>(null, [.. bound.Diagnostics, EnergyErrors.NoDerivative($"`{Transports.PotentialOf(functional.Energy, fixedFormal)}`", fixedFormal.Name,
                ((FunctionalDecl)program.Program.Syntax.Declarations.Last(d => d is FunctionalDecl { Points.Count: 0 })).Name.Span)]);
        var sections = FunctionalSections.Of(functional, stages);
        return new Checked<string>(format == ExplanationFormat.Text
            ? string.Concat(sections.SelectMany(s => s.Statements).Select(s => TextExplanation.Line(s.Parts) + "\n"))
            : ExplanationWriter.Write(new Explanation(functional.Name, [], [], sections, []), format), bound.Diagnostics);
    }

    /// <summary>The last functional of a text; names that are not declared are arbitrary functions.</summary>
    /// <param name="source">The text.</param>
    /// <param name="program">Its syntax: functionals, `let`s, `param`s.</param>
    /// <param name="dimension">Of space.</param>
    public static Checked<BoundFunctional> Bind(SourceText source, ProgramSyntax program, int dimension) =>
        Bind(OpenedProgram.Alone(source, program), dimension);

    /// <summary>The last functional of a text; names that are not declared are arbitrary functions.</summary>
    /// <param name="program">Functionals, `let`s, `param`s, and what is opened.</param>
    /// <param name="dimension">Of space.</param>
    public static Checked<BoundFunctional> Bind(OpenedProgram program, int dimension)
    {
        if (program.Program.Syntax.Declarations.LastOrDefault(d => d is FunctionalDecl { Points.Count: 0 }) is not FunctionalDecl functional)
            return new Checked<BoundFunctional>(null, [EnergyErrors.NothingToDerive(new SourceSpan(0, Math.Min(1, program.Source.Files[0].Span.Length)))]);
        var space = new Space("Omega", [.. Axes[..dimension]]);
        var declarations = new Declarations(program) { HasArbitraryNames = true };
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
}
