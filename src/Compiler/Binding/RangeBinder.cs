using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds [first .. step .. last] to the list of its numbers.</summary>
internal static class RangeBinder
{
    private const int Most = 100_000;

    /// <summary>The list; unknown when an end is no constant.</summary>
    public static Value Bind(ExpressionBinder binder, RangeSyntax range, Scope scope)
    {
        var constant = scope with { Purpose = Purpose.Constant, Ambient = null };
        var first = Constants.Number(binder, range.First, constant, "the first number of a range");
        var last = Constants.Number(binder, range.Last, constant, "the last number of a range");
        var step = range.Step is null ? 1.0 : Constants.Number(binder, range.Step, constant, "the step of a range");
        if (first is not { } a || last is not { } b || step is not { } d)
            return UnknownValue.Instance;
        // A last number that is met up to rounding belongs to the range.
        var count = Math.Floor((b - a) / d * (1 + 1e-12) + 1e-9);
        if (!(count >= 0) || count >= Most)
        {
            binder.Report(DomainErrors.BadRange(a, d, b, range.Span));
            return UnknownValue.Instance;
        }
        return new ListValue([.. Enumerable.Range(0, (int)count + 1).Select(k => new RealValue(Build.Number(a + k * d)))]);
    }
}
