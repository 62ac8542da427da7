using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Fixes the parameters: as written, or as the command line sets them.</summary>
internal static class ParameterBinder
{
    /// <summary>The parameters with their values.</summary>
    public static Seq<ParameterModel> Bind(ExpressionBinder binder, Seq<ParamDecl> declared, Overrides overrides)
    {
        foreach (var setting in overrides.Set)
            if (!declared.Any(d => d.Name.Name == setting.Name))
                binder.Report(NameErrors.NotAParameter(setting.Name, declared.Select(d => d.Name.Name)));
        var found = new Dictionary<string, ParameterModel>();
        // Parameters may be written in any order; each pass fixes those whose value is known by then.
        var open = declared.ToList();
        for (var pass = 0; open.Count > 0 && pass <= declared.Count; pass++)
        {
            foreach (var d in open.ToArray())
            {
                var others = open.Where(o => o != d).Select(o => o.Name.Name).ToHashSet();
                if (pass < declared.Count && SyntaxNames.In(d.Value).Any(n => others.Contains(n.Name)))
                    continue;
                open.Remove(d);
                if (Value(binder, d, overrides) is not { } value)
                    continue;
                InRange(binder, d, value);
                binder.Declarations.SetParameter(d.Name.Name, value);
                found[d.Name.Name] = new ParameterModel(d.Name.Name, value, d.Doc);
            }
        }
        return [.. declared.Where(d => found.ContainsKey(d.Name.Name)).Select(d => found[d.Name.Name])];
    }

    private static double? Value(ExpressionBinder binder, ParamDecl d, Overrides overrides)
    {
        var scope = Scope.For(Purpose.Constant);
        using var guard = binder.Declarations.Enter(d.Name.Name, d.Name.Span);
        if (overrides.Set.LastOrDefault(s => s.Name == d.Name.Name) is not { } setting)
            return Constants.Number(binder, d.Value, scope, $"the parameter `{d.Name.Name}`");
        return setting.Value;
    }

    private static void InRange(ExpressionBinder binder, ParamDecl d, double value)
    {
        if (d.Low is null || d.High is null)
            return;
        var scope = Scope.For(Purpose.Constant);
        if (Constants.Number(binder, d.Low, scope, "the end of a range") is { } low && Constants.Number(binder, d.High, scope, "the end of a range") is { } high
            && !(value >= low && value <= high))
            binder.Report(DomainErrors.OutOfRange(d.Name.Name, value, low, high, d.Low.Span.To(d.High.Span)));
    }
}
