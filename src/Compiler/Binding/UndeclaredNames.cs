using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>
/// Names in definitions that nobody uses. A definition is read where it is used, with the domain and the states that it then has; one that is never used
/// may have none, and its names are looked at as written.
/// </summary>
internal static class UndeclaredNames
{
    /// <summary>Reports each name that is neither declared nor built in nor bound where it stands; called where nothing else was reported.</summary>
    public static void Check(Declarations declarations, Seq<DeclSyntax> syntax)
    {
        foreach (var declaration in syntax)
            switch (declaration)
            {
                case LetDecl let:
                    Check(declarations, let.Value, [.. Names(let.Pattern.Parameters)]);
                    break;
                case FunctionalDecl f:
                    Check(declarations, f.Value, [.. f.Parameters.Concat(f.Formals).Concat(f.Points).Select(n => n.Name)]);
                    break;
                default:
                    break;
            }
    }

    private static void Check(Declarations declarations, ExprSyntax root, HashSet<string> bound)
    {
        // Everything that is bound anywhere inside counts as bound everywhere: what is reported is certain.
        foreach (var inner in SyntaxNames.All(root))
            bound.UnionWith(inner switch
            {
                FunSyntax f => Names(f.Parameters),
                LetInSyntax l => l.Pattern.Names.Concat(Names(l.Pattern.Parameters)),
                _ => [],
            });
        var builtIn = BuiltIns.Names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in SyntaxNames.In(root))
            if (!bound.Contains(name.Name) && declarations.Find(name.Name) is null && !builtIn.Contains(name.Name)
                && !declarations.IsAxis(name.Name) && !declarations.Side(name.Name))
                declarations.Report(NameErrors.UnknownName(name.Name, name.Span, declarations.Names.Concat(bound), BuiltIns.Names));
    }

    private static IEnumerable<string> Names(Seq<ParameterSyntax> parameters) => parameters.SelectMany(p => p.Names);
}
