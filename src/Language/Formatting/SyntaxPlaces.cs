using Flows.Language.Syntax;

namespace Flows.Language.Formatting;

/// <summary>What the tree knows of a token that its neighbours do not tell; all are offsets of tokens in the source.</summary>
internal sealed class SyntaxPlaces
{
    private SyntaxPlaces()
    {
    }

    /// <summary>Names that stand for a value in an expression.</summary>
    public HashSet<int> Names { get; } = [];

    /// <summary>Names that are applied to arguments beside them: f in `f x`.</summary>
    public HashSet<int> Applied { get; } = [];

    /// <summary>The minus signs that negate.</summary>
    public HashSet<int> Signs { get; } = [];

    /// <summary>Where a factor of a domain begins.</summary>
    public HashSet<int> Factors { get; } = [];

    /// <summary>The lower ends of intervals: what follows their `[`.</summary>
    public HashSet<int> LowerEnds { get; } = [];

    /// <summary>The lower ends of the ranges of parameters.</summary>
    public HashSet<int> Ranges { get; } = [];

    /// <summary>The domains that points and particles lie in.</summary>
    public HashSet<int> Domains { get; } = [];

    /// <summary>Reads them off a tree.</summary>
    public static SyntaxPlaces Of(ProgramSyntax program)
    {
        var places = new SyntaxPlaces();
        foreach (var node in SyntaxNodes.In(program))
            places.Add(node);
        return places;
    }

    private void Add(object node)
    {
        switch (node)
        {
            case NameSyntax name:
                Names.Add(name.Span.Start);
                break;
            case ApplySyntax { Function: NameSyntax function }:
                Applied.Add(function.Span.Start);
                break;
            case NegateSyntax negation:
                Signs.Add(negation.Span.Start);
                break;
            case PointKind point:
                Domains.Add(point.Domain.Span.Start);
                break;
            case ParticlesKind particles:
                Domains.Add(particles.Domain.Span.Start);
                break;
            case ParamDecl { Low: { } low }:
                Ranges.Add(low.Span.Start);
                LowerEnds.Add(low.Span.Start);
                break;
            case FactorSyntax factor:
                Factors.Add(factor.Span.Start);
                if (factor is IntervalFactor { Low: var first })
                    LowerEnds.Add(first.Span.Start);
                else if (factor is RadialFactor { Low: var centre })
                    LowerEnds.Add(centre.Span.Start);
                break;
        }
    }
}
