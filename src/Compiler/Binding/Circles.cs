using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Finds `let`s that are defined by themselves, before any is unfolded: a recursive function would unfold without end.</summary>
internal static class Circles
{
    /// <summary>Reports each circle once; what lies on it counts as unknown from then on.</summary>
    public static void Check(Declarations declarations, Seq<LetDecl> lets)
    {
        var owner = new Dictionary<string, LetDecl>(StringComparer.Ordinal);
        foreach (var let in lets)
            foreach (var name in let.Pattern.Names)
                owner.TryAdd(name, let);
        var uses = lets.ToDictionary<LetDecl, LetDecl, NameSyntax[]>(let => let, let => Uses(let, owner), ReferenceEqualityComparer.Instance);
        var done = new HashSet<LetDecl>(ReferenceEqualityComparer.Instance);
        foreach (var let in lets)
            Visit(let, uses, owner, done, declarations);
    }

    // Depth first, with a stack of its own: a program may chain tens of thousands of definitions.
    private static void Visit(LetDecl start, Dictionary<LetDecl, NameSyntax[]> uses, Dictionary<string, LetDecl> owner, HashSet<LetDecl> done, Declarations declarations)
    {
        if (!done.Add(start))
            return;
        var path = new List<(LetDecl Let, string Name, int Next)> { (start, start.Pattern.Names[0], 0) };
        while (path.Count > 0)
        {
            var (let, name, next) = path[^1];
            if (next == uses[let].Length)
            {
                path.RemoveAt(path.Count - 1);
                continue;
            }
            path[^1] = (let, name, next + 1);
            var use = uses[let][next];
            var target = owner[use.Name];
            var on = path.FindIndex(p => ReferenceEquals(p.Let, target));
            if (on >= 0)
            {
                string[] circle = [.. path.Skip(on).Select(p => p.Name)];
                declarations.Report(NameErrors.Recursive(use.Name, use.Span, [.. circle, circle[0]]));
                declarations.MarkCircular(circle);
            }
            else if (done.Add(target))
            {
                path.Add((target, use.Name, 0));
            }
        }
    }

    // Names that are bound somewhere inside are left out: they may mean something else there.
    private static NameSyntax[] Uses(LetDecl let, Dictionary<string, LetDecl> owner)
    {
        var bound = let.Pattern.Parameters.SelectMany(p => p.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var inner in SyntaxNames.All(let.Value))
        {
            if (inner is FunSyntax f)
                bound.UnionWith(f.Parameters.SelectMany(p => p.Names));
            else if (inner is LetInSyntax l)
                bound.UnionWith(l.Pattern.Names.Concat(l.Pattern.Parameters.SelectMany(p => p.Names)));
        }
        return [.. SyntaxNames.In(let.Value).Where(n => owner.ContainsKey(n.Name) && !bound.Contains(n.Name)).DistinctBy(n => n.Name)];
    }
}
