using Flows.Compiler.Discretising;
using Flows.Compiler.Functions;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>One element with its kernels: gradient and Hessian scattered into the arena's rows, and averages between two states.</summary>
internal sealed class ElementGroup
{
    /// <summary>Arena row of the gradient.</summary>
    public const int GradientRow = Slots.FirstOutput;

    /// <summary>Arena row of the Hessian's diagonal; the two rows behind it hold the first and second superdiagonal.</summary>
    public const int DiagonalRow = Slots.FirstOutput + 1;

    /// <summary>Arena rows that elements use.</summary>
    public const int Rows = Slots.FirstOutput + 4;

    /// <summary>The scalar that every gradient and Hessian is multiplied by.</summary>
    public const int WeightScalar = Slots.FirstHeld + Slots.SiteValues;

    /// <summary>How many scalars kernels are given.</summary>
    public const int Scalars = WeightScalar + 1;

    // |b − a| > 0.2(|a| + |b|): the difference quotient loses no digits there, and Gauss would not be exact (methods.md A 3.4).
    private static readonly Rational LargeJump = new(1, 5);

    private readonly Lazy<ElementKernel> _gradient;
    private readonly Lazy<ElementKernel> _hessian;
    private readonly Lazy<ElementKernel>[] _averages;

    /// <summary>Prepares the kernels of an element; each is compiled when first run.</summary>
    public ElementGroup(ElementArena arena, Element element, int cells, double[] scalars, double[] sums)
    {
        Element = element;
        Points = GaussRule.PointsFor(element.Degree);
        IsLocal = element is { Degree: < 0, Dofs: [{ Offset: 0 }] };
        ElementKernel Bind(string name, IEnumerable<KernelOutput> outputs) =>
            new(arena, new KernelSource(name, [.. outputs], []), [0, 1, 2, 3, 4, 5, 6, 7, 8], element.Place, cells, scalars, sums);
        _gradient = new(() => Bind("gradient", element.Dofs.Zip(element.Gradient, (d, g) => Output(GradientRow, d.Offset, g))));
        _hessian = new(() => Bind("hessian", element.Hessian.Select(h => HessianOutput(element, h))));
        _averages = IsLocal ? [.. Averages(element, Bind)] : [];
    }

    /// <summary>The element.</summary>
    public Element Element { get; }

    /// <summary>Gauss points that average its gradient exactly, or as well as can be.</summary>
    public int Points { get; }

    /// <summary>Whether it is a function of one cell value that is no polynomial: averaged in one kernel.</summary>
    public bool IsLocal { get; }

    /// <summary>gradient row += weight · ∇e; nothing for an element without unknowns.</summary>
    public void AddGradient()
    {
        if (Element.Dofs.Count > 0)
            _gradient.Value.Run();
    }

    /// <summary>Hessian rows += weight · ∇²e.</summary>
    public void AddHessian()
    {
        if (Element.Hessian.Count > 0)
            _hessian.Value.Run();
    }

    /// <summary>gradient row += the average slope between the old unknowns and the unknowns.</summary>
    public void AddAverage(bool largeJumps) => _averages[largeJumps ? 1 : 0].Value.Run();

    /// <summary>diagonal += the derivative of the average slope by the new unknown.</summary>
    public void AddAverageDerivative(bool largeJumps) => _averages[largeJumps ? 3 : 2].Value.Run();

    private static KernelOutput Output(int row, int offset, Expr value) => new(row, offset, Build.Scalar(WeightScalar) * value, Accumulate: true);

    private static KernelOutput HessianOutput(Element element, HessianEntry h)
    {
        var (row, column) = (element.Dofs[h.Row].Offset, element.Dofs[h.Column].Offset);
        return Output(DiagonalRow + column - row, row, h.Value);
    }

    private static IEnumerable<Lazy<ElementKernel>> Averages(Element element, Func<string, IEnumerable<KernelOutput>, ElementKernel> bind)
    {
        var b = element.Dofs[0];
        var a = Build.Load(Slots.OldUnknowns, 0);
        Expr At(Expr e, Expr u) => Substitution.Replace(e, leaf => ReferenceEquals(leaf, b) ? u : null);
        Expr smooth = 0;
        Expr smoothSlope = 0;
        var positions = GaussRule.Positions(GaussRule.Most);
        var weights = GaussRule.Weights(GaussRule.Most);
        for (var q = 0; q < GaussRule.Most; q++)
        {
            var (s, w) = (Build.Number(positions[q]), Build.Number(weights[q]));
            var u = a + s * (b - a);
            smooth += w * At(element.Gradient[0], u);
            smoothSlope += s * w * At(element.Hessian.Count > 0 ? element.Hessian[0].Value : 0, u);
        }
        var abs = FunctionCatalog.Find("abs")!;
        var jump = new Compare(Comparison.Less, Build.Number(LargeJump) * (Build.Apply(abs, a) + Build.Apply(abs, b)), Build.Apply(abs, b - a));
        var quotient = (element.Energy - At(element.Energy, a)) / (b - a);
        var quotientSlope = (element.Gradient[0] - quotient) / (b - a);
        yield return new(() => bind("average", [Output(GradientRow, 0, smooth)]));
        yield return new(() => bind("average with jumps", [Output(GradientRow, 0, Build.If(jump, quotient, smooth))]));
        yield return new(() => bind("average slope", [Output(DiagonalRow, 0, smoothSlope)]));
        yield return new(() => bind("average slope with jumps", [Output(DiagonalRow, 0, Build.If(jump, quotientSlope, smoothSlope))]));
    }
}
