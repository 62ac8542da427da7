using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Fixes the parameters: as written, or as the command line sets them.</summary>
internal static class ParameterBinder
{
    /// <summary>The parameters with their values; they may be written in any order.</summary>
    public static Seq<ParameterModel> Bind(ExpressionBinder binder, Seq<ParamDecl> declared, Overrides overrides)
    {
        var names = declared.Select(d => d.Name.Name).ToArray();
        var program = new SourceSpan(0, Math.Min(1, binder.Declarations.Source.Text.Length));
        foreach (var setting in overrides.Set)
            if (!names.Contains(setting.Name))
                binder.Report(NameErrors.NotAParameter(setting.Name, declared.Count > 0 ? declared[0].Name.Span : program, names));
        var found = new Dictionary<string, double>();
        void Resolve(ParamDecl d, SourceSpan at)
        {
            if (found.ContainsKey(d.Name.Name) || Value(binder, d, overrides, at) is not { } value)
                return;
            InRange(binder, d, value, overrides.Set.Any(s => s.Name == d.Name.Name));
            binder.Declarations.SetParameter(d.Name.Name, value);
            found[d.Name.Name] = value;
        }
        binder.Declarations.ResolveParameter = (name, at) =>
        {
            if (declared.FirstOrDefault(d => d.Name.Name == name) is { } needed)
                Resolve(needed, at);
        };
        foreach (var d in declared)
            Resolve(d, d.Name.Span);
        binder.Declarations.ResolveParameter = null;
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
