using System.Collections;

namespace Flows.Language.Formatting;

/// <summary>Compares syntax as trees: where something stands does not count.</summary>
public static class SyntaxEquality
{
    /// <summary>Whether two trees differ in nothing but their spans.</summary>
    public static bool SameTree(object? a, object? b)
    {
        if (a is null || b is null || a.GetType() != b.GetType())
            return a is null && b is null;
        if (a is string or ValueType and not IEnumerable)
            return a.Equals(b);
        if (a is IEnumerable first)
            return SameItems([.. first.Cast<object?>()], [.. ((IEnumerable)b).Cast<object?>()]);
        return SyntaxNodes.PartsOf(a.GetType()).All(p => SameTree(p.GetValue(a), p.GetValue(b)));
    }

    private static bool SameItems(object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => SameTree(pair.First, pair.Second));
}
