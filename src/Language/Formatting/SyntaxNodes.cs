using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Flows.Language.Text;

namespace Flows.Language.Formatting;

/// <summary>The parts of syntax, whatever its kind: what a record holds besides its place.</summary>
internal static class SyntaxNodes
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>The properties of a kind of syntax that are parts of the tree.</summary>
    public static PropertyInfo[] PartsOf(Type type) => Properties.GetOrAdd(type, static t =>
        [.. t.GetProperties().Where(p => p.PropertyType != typeof(SourceSpan) && p.GetIndexParameters().Length == 0)]);

    /// <summary>A node and all below it, in no particular order; without recursion, since a sum of thousands of terms is as deep.</summary>
    public static IEnumerable<object> In(object root)
    {
        var open = new Stack<object>([root]);
        while (open.TryPop(out var node))
        {
            if (node is string)
                continue;
            if (node is IEnumerable items)
            {
                foreach (var item in items)
                    open.Push(item);
                continue;
            }
            if (node is ValueType)
                continue;
            yield return node;
            foreach (var part in PartsOf(node.GetType()))
                if (part.GetValue(node) is { } value)
                    open.Push(value);
        }
    }
}
