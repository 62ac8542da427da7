using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Energies;

/// <summary>The discrete energy of a plan in one dimension: element kernels scattered over a row of unknowns, pair sums, and an outer function
/// of the integrals. Serves grids (ghosts at the ends) and mass coordinates (none) alike.</summary>
public sealed class ElementEnergy : IDiscreteEnergy
{
    private readonly ElementArena _arena;
    private readonly Ghosts _ghosts;
    private readonly ElementGroup[] _groups;
    private readonly ElementKernel[] _values;
    private readonly PairSum[] _pairs;
    private readonly OuterFunction _outer;
    private readonly LowRank? _lowRank;
    private readonly double[] _scalars = new double[ElementGroup.Scalars], _corners = new double[3], _sums;
    private readonly VacuumEnergy? _vacuum;
    private readonly Seq<MovingTerm> _moving;
    private readonly int _cells, _points;

    /// <summary>Binds a plan to a row.</summary>
    /// <param name="plan">The elements.</param>
    /// <param name="companions">[N]: cell centres (grids) or cell masses (mass coordinates).</param>
    /// <param name="spacing">h on grids; unused in mass coordinates.</param>
    /// <param name="left">What stands beyond the first cell.</param>
    /// <param name="right">What stands beyond the last cell.</param>
    /// <param name="integralsOnly">Whether only <see cref="Integrals"/> are wanted: the outer function is left to the caller.</param>
    /// <param name="vacuum">What the domain outside of all elements adds; null for nothing.</param>
    public ElementEnergy(
        EnergyPlan plan, ReadOnlySpan<double> companions, double spacing, EndRule left, EndRule right, bool integralsOnly = false, VacuumEnergy? vacuum = null)
    {
        (_vacuum, _moving) = (vacuum, vacuum?.Moving ?? []);
        _cells = companions.Length;
        var lagrangian = plan.Kind == Discretisation.Lagrangian;
        Count = lagrangian ? _cells + 1 : _cells;
        _arena = new ElementArena(ElementGroup.Rows, _cells + 1);
        _ghosts = lagrangian ? new Ghosts(new EndRule(EndKind.None, _ => 0), new EndRule(EndKind.None, _ => 0), Count) : new Ghosts(left, right, Count);
        _sums = new double[Math.Max(2, 4 * plan.Integrals)];
        _scalars[Slots.Spacing] = spacing;
        companions.CopyTo(_arena.Row(Slots.Centres, _cells));
        if (!lagrangian)
        {
            // Coordinates go on beyond the ends: composites of x are differenced there too.
            _arena.Padded(Slots.Centres)[ElementArena.Margin - 1] = companions[0] - spacing;
            _arena.Padded(Slots.Centres)[ElementArena.Margin + _cells] = companions[^1] + spacing;
        }
        _groups = [.. plan.Elements.Select(e => new ElementGroup(_arena, e, _cells, _scalars, _sums))];
        _values = [.. plan.Elements.GroupBy(e => e.Place).Select(ValueKernel)];
        var masses = companions.ToArray();
        _pairs = [.. plan.Pairs.Select(p => new PairSum(p, lagrangian, masses, spacing))];
        _outer = new OuterFunction(plan, integralsOnly);
        var degrees = plan.Elements.Select(e => e.Degree).Concat(plan.Pairs.Select(p => p.Degree)).Concat(_moving.Select(_ => -1)).DefaultIfEmpty(0).ToArray();
        var outer = Degree.Of(plan.Outer, l => l is Reduced);
        _points = degrees.Contains(-1) || outer < 0 ? GaussRule.Most : GaussRule.PointsFor(Math.Max(2, degrees.Max() * Math.Max(1, outer)));
        IsQuadratic = _points == 1 && !degrees.Contains(-1);
        _lowRank = _outer.IsIdentity ? null : new LowRank(Count, plan.Integrals, GaussRule.Most);
        HalfBandwidth = Math.Max(plan.Elements.SelectMany(e => e.Hessian.Select(h => e.Dofs[h.Column].Offset - e.Dofs[h.Row].Offset)).DefaultIfEmpty(0).Max(),
            lagrangian && (_pairs.Length > 0 || _moving.Count > 0) ? 1 : 0);
        SetTime(0);
    }

    /// <summary>What the scale of the round-off is at the least.</summary>
    public double LeastMagnitude { get; set; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int HalfBandwidth { get; }

    /// <inheritdoc/>
    public bool HasRemainder => _pairs.Length > 0 || _moving.Any(term => term.HasRemainder) || _lowRank is not null || _ghosts.IsPeriodic && HalfBandwidth > 0;

    /// <inheritdoc/>
    public bool IsQuadratic { get; }

    /// <inheritdoc/>
    public void SetTime(double t)
    {
        _scalars[Slots.Time] = t;
        _ghosts.SetTime(t);
        _vacuum?.SetTime(t);
        foreach (var pair in _pairs)
            pair.SetTime(t);
    }

    /// <inheritdoc/>
    public void SetStep(double start, double end)
    {
        SetTime(0.5 * (start + end));
        _ghosts.SetStep(start, end);
    }

    /// <summary>The integrals I₁ … I_k at the state given to <see cref="Value"/> last.</summary>
    public ReadOnlySpan<double> Integrals => _outer.Integrals;

    /// <summary>Σ|e_K| of one integral at that state.</summary>
    public double MagnitudeOf(int integral) => _sums[4 * integral + 2] + _sums[4 * integral + 3];

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> u, out double magnitude)
    {
        Load(u);
        return Sum(out magnitude);
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient)
    {
        gradient.Clear();
        Load(u);
        AddGradientAt(1, 0, gradient, _ => true, true);
    }

    /// <inheritdoc/>
    public void AddHessian(ReadOnlySpan<double> u, BandedMatrix hessian)
    {
        BeginHessian();
        Load(u);
        AddHessianAt(1, 0, _ => true, true);
        EndHessian(hessian);
    }

    /// <inheritdoc/>
    public void DiscreteGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient)
    {
        gradient.Clear();
        if (IsAveragedWhole)
        {
            for (var q = 0; q < _points; q++)
            {
                Between(a, b, GaussRule.Positions(_points)[q]);
                AddGradientAt(GaussRule.Weights(_points)[q], q, gradient, _ => true, true);
            }
            return;
        }
        ClearGradient();
        for (var points = 1; points <= GaussRule.Most; points++)
        {
            if (!Uses(points))
                continue;
            for (var q = 0; q < points; q++)
            {
                Between(a, b, GaussRule.Positions(points)[q]);
                Weigh(GaussRule.Weights(points)[q]);
                foreach (var group in _groups)
                    if (!group.IsLocal && group.Points == points)
                        group.AddGradient();
                foreach (var pair in _pairs)
                    if (pair.Points == points)
                        pair.AddGradient(_arena.Row(Slots.Unknowns, Count), GaussRule.Weights(points)[q], _arena.Row(ElementGroup.GradientRow, Count));
            }
        }
        var jumps = LoadBoth(a, b);
        foreach (var group in _groups)
            if (group.IsLocal)
                group.AddAverage(jumps);
        FoldGradient(gradient, 1);
    }

    /// <inheritdoc/>
    public void AddDiscreteGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative)
    {
        BeginHessian();
        if (IsAveragedWhole)
        {
            for (var q = 0; q < _points; q++)
            {
                var s = GaussRule.Positions(_points)[q];
                Between(a, b, s);
                AddHessianAt(s * GaussRule.Weights(_points)[q], q, _ => true, true);
            }
            EndHessian(derivative);
            return;
        }
        for (var points = 1; points <= GaussRule.Most; points++)
        {
            if (!Uses(points))
                continue;
            for (var q = 0; q < points; q++)
            {
                var s = GaussRule.Positions(points)[q];
                Between(a, b, s);
                Weigh(s * GaussRule.Weights(points)[q]);
                foreach (var group in _groups)
                    if (!group.IsLocal && group.Points == points)
                        group.AddHessian();
                AddPairHessians(s * GaussRule.Weights(points)[q], points);
            }
        }
        var jumps = LoadBoth(a, b);
        foreach (var group in _groups)
            if (group.IsLocal)
                group.AddAverageDerivative(jumps);
        EndHessian(derivative);
    }

    /// <inheritdoc/>
    public void SplitGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient)
    {
        gradient.Clear();
        Load(b);
        AddGradientAt(1, 0, gradient, e => !Explicit(e), true);
        if (!_groups.Any(g => Explicit(g.Element)))
            return;
        Load(a);
        AddGradientAt(1, 0, gradient, Explicit, false);
    }

    /// <inheritdoc/>
    public void AddSplitGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative)
    {
        BeginHessian();
        Load(b);
        AddHessianAt(1, 0, e => !Explicit(e), true);
        EndHessian(derivative);
    }

    /// <inheritdoc/>
    public void RemainderAction(ReadOnlySpan<double> v, Span<double> y)
    {
        if (_ghosts.IsPeriodic)
        {
            var last = Count - 1;
            y[last] += _corners[0] * v[0] + _corners[1] * v[1];
            y[0] += _corners[0] * v[last] + _corners[2] * v[last - 1];
            y[1] += _corners[1] * v[last];
            y[last - 1] += _corners[2] * v[0];
        }
        foreach (var pair in _pairs)
            pair.Apply(v, y);
        foreach (var term in _moving)
            term.Apply(v, y);
        _lowRank?.Apply(v, y);
    }

    // One quadrature for all parts, not one for each.
    private bool IsAveragedWhole => _lowRank is not null || _moving.Count > 0;

    // Convex splitting is for plain integrals: a concave part inside a function of functionals stays where it is.
    private bool Explicit(Element e) => e.IsConcave && _lowRank is null;

    private bool Uses(int points)
    {
        foreach (var group in _groups)
            if (!group.IsLocal && group.Points == points)
                return true;
        foreach (var pair in _pairs)
            if (pair.Points == points)
                return true;
        return false;
    }

    private ElementKernel ValueKernel(IGrouping<ElementPlace, Element> place)
    {
        var abs = Flows.Compiler.Functions.FunctionCatalog.Find("abs")!;
        var sums = new List<KernelSum>();
        foreach (var k in place.GroupBy(e => e.Integral))
        {
            sums.Add(new KernelSum(2 * k.Key, Build.Sum([.. k.Select(e => e.Energy)])));
            sums.Add(new KernelSum(2 * k.Key + 1, Build.Sum([.. k.Select(e => Build.Apply(abs, e.Energy))])));
        }
        return new ElementKernel(_arena, new KernelSource("value", [], [.. sums]), [0, 1, 2, 3, 4], place.Key, _cells, _scalars, _sums);
    }

    private void Load(ReadOnlySpan<double> u)
    {
        u.CopyTo(_arena.Row(Slots.Unknowns, Count));
        _ghosts.Fill(_arena.Padded(Slots.Unknowns));
    }

    private void Between(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double s)
    {
        var row = _arena.Row(Slots.Unknowns, Count);
        for (var i = 0; i < row.Length; i++)
            row[i] = a[i] + s * (b[i] - a[i]);
        _ghosts.Fill(_arena.Padded(Slots.Unknowns));
    }

    // Both states for local averages; whether any value jumps far.
    private bool LoadBoth(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Weigh(1);
        Load(b);
        a.CopyTo(_arena.Row(Slots.OldUnknowns, Count));
        return Jumps.AnyLarge(a, b);
    }

    private void Weigh(double weight) => _scalars[ElementGroup.WeightScalar] = weight;

    private double Sum(out double magnitude)
    {
        Array.Clear(_sums);
        foreach (var kernel in _values)
            kernel.Run();
        for (var k = 0; k < _outer.Count; k++)
            _outer.Integrals[k] = _sums[4 * k] + _sums[4 * k + 1] + (_vacuum?.Of(k) ?? 0);
        foreach (var pair in _pairs)
        {
            _outer.Integrals[pair.Integral] += pair.Value(_arena.Row(Slots.Unknowns, Count), out var size);
            _sums[4 * pair.Integral + 2] += size;
        }
        foreach (var term in _moving)
        {
            _outer.Integrals[term.Integral] += term.Value(_arena.Row(Slots.Unknowns, Count), out var size);
            _sums[4 * term.Integral + 2] += size;
        }
        _outer.Evaluate();
        var sizes = 0.0;
        for (var k = 0; k < _outer.Count; k++)
            sizes += Math.Abs(_outer.Slope(k)) * MagnitudeOf(k);
        magnitude = Math.Max(sizes, LeastMagnitude);
        return _outer.Value;
    }

    // gradient += weight · ∇F at the loaded state, of the chosen elements.
    private void AddGradientAt(double weight, int q, Span<double> gradient, Func<Element, bool> chosen, bool withPairs)
    {
        if (_lowRank is not null)
            Sum(out _);
        Weigh(1);
        for (var k = 0; k < _outer.Count; k++)
        {
            ClearGradient();
            foreach (var group in _groups)
                if (group.Element.Integral == k && chosen(group.Element))
                    group.AddGradient();
            foreach (var pair in _pairs)
                if (withPairs && pair.Integral == k)
                    pair.AddGradient(_arena.Row(Slots.Unknowns, Count), 1, _arena.Row(ElementGroup.GradientRow, Count));
            foreach (var term in _moving)
                if (withPairs && term.Integral == k)
                    term.AddGradient(_arena.Row(Slots.Unknowns, Count), 1, _arena.Row(ElementGroup.GradientRow, Count));
            FoldGradient(gradient, weight * _outer.Slope(k));
            if (_lowRank is not null)
                _arena.Row(ElementGroup.GradientRow, Count).CopyTo(_lowRank.Vector(q, k));
        }
    }

    private void AddHessianAt(double weight, int q, Func<Element, bool> chosen, bool withPairs)
    {
        if (_lowRank is not null)
        {
            // The vectors ∇I_k at this state, and the curvature of the outer function between them.
            AddGradientAt(0, q, _lowRank.Unused, chosen, withPairs);
            _lowRank.SetCurvature(q, weight, _outer);
        }
        for (var k = 0; k < _outer.Count; k++)
        {
            Weigh(weight * _outer.Slope(k));
            foreach (var group in _groups)
                if (group.Element.Integral == k && chosen(group.Element))
                    group.AddHessian();
        }
        if (!withPairs)
            return;
        AddPairHessians(weight, 0);
        foreach (var term in _moving)
            term.AddHessian(_arena.Row(Slots.Unknowns, Count), weight * _outer.Slope(term.Integral),
                _arena.Row(ElementGroup.DiagonalRow, Count), _arena.Row(ElementGroup.DiagonalRow + 1, Count));
    }

    private void AddPairHessians(double weight, int points)
    {
        foreach (var pair in _pairs)
            if (points == 0 || pair.Points == points)
                pair.AddHessian(_arena.Row(Slots.Unknowns, Count), weight * _outer.Slope(pair.Integral),
                    _arena.Row(ElementGroup.DiagonalRow, Count), _arena.Row(ElementGroup.DiagonalRow + 1, Count));
    }

    private void ClearGradient() => _arena.Padded(ElementGroup.GradientRow).Clear();

    private void FoldGradient(Span<double> gradient, double factor)
    {
        _ghosts.FoldGradient(_arena.Padded(ElementGroup.GradientRow));
        var row = _arena.Row(ElementGroup.GradientRow, Count);
        for (var i = 0; i < row.Length; i++)
            gradient[i] += factor * row[i];
    }

    private void BeginHessian()
    {
        for (var d = 0; d < 3; d++)
            _arena.Padded(ElementGroup.DiagonalRow + d).Clear();
        Array.Clear(_corners);
        foreach (var pair in _pairs)
            pair.ClearHessian();
        foreach (var term in _moving)
            term.ClearHessian();
        _lowRank?.Clear();
    }

    private void EndHessian(BandedMatrix hessian) => _ghosts.FoldHessian(
        _arena.Padded(ElementGroup.DiagonalRow), _arena.Padded(ElementGroup.DiagonalRow + 1), _arena.Padded(ElementGroup.DiagonalRow + 2), hessian, _corners);
}
