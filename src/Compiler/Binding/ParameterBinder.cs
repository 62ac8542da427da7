using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Fixes the parameters: as written, or as the command line sets them.</summary>
internal static class ParameterBinder
{
    /// <summary>
    /// The parameters with their values; they may be written in any order. Those of the files that the program opens can be set too, those
    /// of what these open in turn cannot.
    /// </summary>
    public static Seq<ParameterModel> Bind(Declarations program, Overrides overrides)
    {
        var own = DeclaredIn(program);
        ParamDecl[] all = [.. own, .. program.Opened.SelectMany(o => DeclaredIn(o)).Where(p => program.Find(p.Name.Name) is { IsOpened: true })];
        var place = new SourceSpan(0, Math.Min(1, program.Source.Files[0].Span.Length));
        foreach (var setting in overrides.Set)
            if (!all.Any(p => p.Name.Name == setting.Name))
                program.Report(NameErrors.NotAParameter(setting.Name, own.Count > 0 ? own[0].Name.Span : place, all.Select(p => p.Name.Name)));
        var done = new HashSet<Declarations>();
        var opened = program.Opened.SelectMany(o => Fixed(o, done,
            overrides with { Set = [.. overrides.Set.Where(s => program.Find(s.Name) is { IsOpened: true })] })).ToArray();
        return [.. Fixed(program, done, overrides), .. opened];
    }

    private static Seq<ParamDecl> DeclaredIn(Declarations file) => [.. file.Module.Syntax.Declarations.OfType<ParamDecl>()];

    private static Seq<ParameterModel> Fixed(Declarations file, HashSet<Declarations> done, Overrides overrides)
    {
        if (!done.Add(file))
            return [];
        foreach (var further in file.Opened)
            Fixed(further, done, Overrides.None);
        var (binder, declared) = (file.Binder, DeclaredIn(file));
        var found = new Dictionary<string, double>();
        void Resolve(ParamDecl d, SourceSpan at)
        {
            if (found.ContainsKey(d.Name.Name) || Value(binder, d, overrides, at) is not { } value)
                return;
            InRange(binder, d, value, overrides.Set.Any(s => s.Name == d.Name.Name));
            file.SetParameter(d.Name.Name, value);
            found[d.Name.Name] = value;
        }
        file.ResolveParameter = (name, at) =>
        {
            if (declared.FirstOrDefault(d => d.Name.Name == name) is { } needed)
                Resolve(needed, at);
        };
        foreach (var d in declared)
            Resolve(d, d.Name.Span);
        file.ResolveParameter = null;
        return [.. declared.Where(d => found.ContainsKey(d.Name.Name)).Select(d => new ParameterModel(d.Name.Name, found[d.Name.Name], d.Doc))];
    }

    private static double? Value(ExpressionBinder binder, ParamDecl d, Overrides overrides, SourceSpan at)
    {
        if (overrides.Set.LastOrDefault(s => s.Name == d.Name.Name) is { } setting)
            return setting.Value;
        using var guard = binder.Declarations.Enter(d.Name.Name, at);
        return guard is null ? null : Constants.Number(binder, d.Value, Scope.For(Purpose.Constant), $"the parameter `{d.Name.Name}`");
    }

    private static void InRange(ExpressionBinder binder, ParamDecl d, double value, bool isSet)
    {
        if (d.Low is null || d.High is null)
            return;
        var scope = Scope.For(Purpose.Constant);
        if (Constants.Number(binder, d.Low, scope, "the end of a range") is { } low && Constants.Number(binder, d.High, scope, "the end of a range") is { } high
            && !(value >= low && value <= high))
            binder.Report(DomainErrors.OutOfRange(d.Name.Name, value, low, high, d.Low.Span.To(d.High.Span), isSet ? null : d.Value.Span));
    }
}
