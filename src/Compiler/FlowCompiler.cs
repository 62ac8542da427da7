using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Explaining;
using Flows.Compiler.Opening;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler;

/// <summary>The whole compiler on one screen: text → syntax → model → variation and equation → plan.</summary>
public static class FlowCompiler
{
    // Trees may be 256 levels deep and sums 5000 terms long; every pass recurses over them.
    private const int StackBytes = 64 << 20;

    /// <summary>Compiles a program that is to be run.</summary>
    /// <param name="source">The text.</param>
    /// <param name="target">What the runtime can do.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <returns>The plan, or null with the errors, what this version does not run among them; warnings come with either.</returns>
    public static Checked<Plan> Compile(SourceText source, Target target, Overrides overrides) =>
        Compile(source, target, overrides, NoFiles.Instance);

    /// <summary>Compiles a program that is to be run.</summary>
    /// <param name="source">The text.</param>
    /// <param name="target">What the runtime can do.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <param name="files">Reads the files that the program names.</param>
    /// <returns>The plan, or null with the errors, what this version does not run among them; warnings come with either.</returns>
    public static Checked<Plan> Compile(SourceText source, Target target, Overrides overrides, ISourceFiles files)
    {
        var analysed = Analyse(source, target, overrides, files);
        return new Checked<Plan>(analysed.Value?.Plan, [.. analysed.Diagnostics, .. analysed.Value?.Missing ?? []]);
    }

    /// <summary>Compiles a program as far as it goes: the equations of every correct program, the plan of one that this version runs.</summary>
    /// <param name="source">The text.</param>
    /// <param name="target">What the runtime can do.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <returns>The analysis, or null with the errors; warnings come with either.</returns>
    public static Checked<Analysed> Analyse(SourceText source, Target target, Overrides overrides) =>
        Analyse(source, target, overrides, NoFiles.Instance);

    /// <summary>Compiles a program as far as it goes: the equations of every correct program, the plan of one that this version runs.</summary>
    /// <param name="source">The text.</param>
    /// <param name="target">What the runtime can do.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <param name="files">Reads the files that the program names.</param>
    /// <returns>The analysis, or null with the errors; warnings come with either. Where files are opened, diagnostics carry their text.</returns>
    public static Checked<Analysed> Analyse(SourceText source, Target target, Overrides overrides, ISourceFiles files) =>
        Opened(source, files, program =>
        {
            var found = Analyse(program, target, overrides);
            return new Checked<Analysed>(found.Value is { } a ? a with { Missing = Placed(a.Missing, program.Source) } : null, found.Diagnostics);
        });

    private static Checked<Analysed> Analyse(OpenedProgram program, Target target, Overrides overrides)
    {
        var model = ProgramBinder.Bind(program, overrides);
        if (model.Value is null)
            return new Checked<Analysed>(null, model.Diagnostics);
        var equations = model.Value.Flows.Select(f => EquationBuilder.Of(f, model.Value.Flows)).ToArray();
        var extremal = model.Value.Minimize is { } minimize ? ExtremalBuilder.Of(minimize) : new Checked<Extremal>(null, []);
        Seq<Diagnostic> found = [.. model.Diagnostics, .. equations.SelectMany(e => e.Diagnostics), .. extremal.Diagnostics];
        if (equations.Any(e => e.Value is null) || extremal.HasErrors)
            return new Checked<Analysed>(null, found);
        Seq<Equation> derived = [.. equations.Select(e => e.Value!)];
        var chosen = derived.Count == 0 || model.Value.Solve is not { } solve ? new Checked<Choice>(null, []) : SchemeSelector.Choose(derived, solve, target);
        if (chosen.Diagnostics.Any(d => d.Severity == Severity.Error && !NotYet.Says(d)))
            return new Checked<Analysed>(null, [.. found, .. chosen.Diagnostics.Where(d => !NotYet.Says(d))]);
        found = [.. found, .. chosen.Diagnostics.Where(d => d.Severity != Severity.Error)];
        var missing = Runnable.Missing(model.Value, derived, chosen.Value);
        if (chosen.HasErrors && (model.Value.Solve!.Method != "auto" || !missing.Any(d => d.Severity == Severity.Error)))
            missing = [.. missing, .. chosen.Diagnostics];
        if (missing.Any(d => d.Severity == Severity.Error))
            return new Checked<Analysed>(new Analysed(model.Value, derived, null, missing) { Extremal = extremal.Value }, found);
        var plan = PlanBuilder.Of(model.Value, derived, chosen.Value);
        var (later, wrong) = (plan.Diagnostics.Where(NotYet.Says), plan.Diagnostics.Where(d => !NotYet.Says(d)));
        return new Checked<Analysed>(
            wrong.Any(d => d.Severity == Severity.Error) ? null : new Analysed(model.Value, derived, plan.Value, [.. missing, .. later]), [.. found, .. wrong]);
    }

    // Parses a program and what it opens, then goes on with it.
    private static Checked<T> Opened<T>(SourceText source, ISourceFiles files, Func<OpenedProgram, Checked<T>> compile) where T : class => OnLargeStack(() =>
    {
        var syntax = FlowParser.Parse(source);
        if (syntax.HasErrors)
            return new Checked<T>(null, syntax.Diagnostics);
        var opened = ModuleLoader.Load(source, syntax.Value!, files);
        if (opened.Value is not { } program)
            return new Checked<T>(null, [.. syntax.Diagnostics, .. opened.Diagnostics]);
        var compiled = Bounded(program, () => compile(program));
        return new Checked<T>(compiled.Value, [.. syntax.Diagnostics, .. opened.Diagnostics, .. Placed(compiled.Diagnostics, program.Source)]);
    });

    // Says which text the spans are in, where it is not the program's alone.
    private static Seq<Diagnostic> Placed(Seq<Diagnostic> diagnostics, SourceText source) =>
        source.Files.Count == 1 ? diagnostics : [.. diagnostics.Select(d => d with { Source = source })];

    // Ends a compilation whose formulas grow without bound.
    private static Checked<T> Bounded<T>(OpenedProgram program, Func<Checked<T>> compile) where T : class
    {
        Work.Begin(program.Source.Text.Length);
        try
        {
            return compile();
        }
        catch (WorkExhaustedException)
        {
            var largest = program.Program.Syntax.Declarations.Where(d => d is FunctionalDecl or FlowDecl or LetDecl).MaxBy(d => d is FunctionalDecl ? 1 : 0);
            return new Checked<T>(null, [NameErrors.TooMuchWork(largest is FunctionalDecl f ? f.Name.Span : largest?.Span ?? default)]);
        }
        finally
        {
            Work.End();
        }
    }

    /// <summary>Derives one functional; names that are not declared are arbitrary functions.</summary>
    /// <param name="source">`F[u] = int …`.</param>
    /// <param name="dimension">Of space: 1, 2 or 3.</param>
    /// <param name="stages">Whether to show the way.</param>
    /// <returns>Lines of text, one derivative a formal.</returns>
    public static Checked<string> Derive(SourceText source, int dimension, bool stages) => Derive(source, dimension, stages, ExplanationFormat.Text, NoFiles.Instance);

    /// <summary>Derives one functional; names that are not declared are arbitrary functions.</summary>
    /// <param name="source">`F[u] = int …`, and what it opens.</param>
    /// <param name="dimension">Of space: 1, 2 or 3.</param>
    /// <param name="stages">Whether to show the way.</param>
    /// <param name="format">Text, LaTeX or JSON.</param>
    /// <param name="files">Reads the files that the text names.</param>
    /// <returns>In text: lines, one derivative a formal.</returns>
    public static Checked<string> Derive(SourceText source, int dimension, bool stages, ExplanationFormat format, ISourceFiles files) =>
        Opened(source, files, program => Derivation.Of(program, dimension, stages, format));

    /// <summary>Runs a pass on a thread whose stack holds the deepest tree that is accepted.</summary>
    public static T OnLargeStack<T>(Func<T> pass)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = pass();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, StackBytes);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException("a compiler pass failed", failure);
    }
}
