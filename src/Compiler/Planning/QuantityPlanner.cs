using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Planning;

/// <summary>Plans what is observed: quantities in the discretisation of the method, fields on cells.</summary>
internal sealed class QuantityPlanner
{
    private readonly Discretiser? _row;
    private readonly GridDiscretiser? _grid;
    private readonly StateModel? _state;
    private readonly List<Diagnostic> _found;

    /// <summary>Plans for a discretisation in one dimension.</summary>
    public QuantityPlanner(Discretiser discretiser, StateModel? state, List<Diagnostic> found) => (_row, _state, _found) = (discretiser, state, found);

    /// <summary>Plans for a grid.</summary>
    public QuantityPlanner(GridDiscretiser discretiser, List<Diagnostic> found) => (_grid, _found) = (discretiser, found);

    /// <summary>A real; null after an error.</summary>
    public QuantityPlan? Quantity(Quantity quantity, SourceSpan at) => Quantity(quantity.Value, quantity.Reductions, at);

    /// <summary>A real given by an expression; null after an error.</summary>
    public QuantityPlan? Quantity(Expr value, Seq<Reduction> reductions, SourceSpan at)
    {
        if (_row is not null && _state is { Domain.Axes.Count: 1 })
            (value, reductions) = AtEnds(Definitions.Expand(value), reductions, _state);
        var named = Substitution.Replace(value, e => e is Reduced r ? Build.Symbol(QuantityPlan.ReductionPrefix + r.Index.ToString(CultureInfo.InvariantCulture)) : null);
        var onGrid = _grid?.Of(named, at);
        var onRow = _row?.Of(named, at);
        _found.AddRange(onGrid is { } g ? g.Diagnostics : onRow!.Value.Diagnostics);
        if (onGrid?.Value is null && onRow?.Value is null)
            return null;
        if (_grid is null && reductions.OfType<WassersteinDistance>().Any(w => w.First is not StateValue || Substitution.HasStates(w.Other)))
        {
            _found.Add(NotYet.Runs("distances other than from the density itself to a given one, by this method,", at));
            return null;
        }
        var fields = reductions.Select(r => r switch
        {
            Extremum e => Field(e.Body, at),
            Sample s => Field(s.Body, at),
            WassersteinDistance w when _grid is not null => Field(w.First, at),
            _ => null,
        }).ToArray();
        var others = reductions.Select(r => r is WassersteinDistance w && Substitution.HasStates(w.Other) ? Field(w.Other, at) : null).ToArray();
        if (fields.Zip(reductions).Any(p => p.First is null && (_grid is not null || p.Second is not WassersteinDistance))
            || others.Zip(reductions).Any(p => p.First is null && p.Second is WassersteinDistance w && Substitution.HasStates(w.Other)))
            return null;
        return new QuantityPlan(onRow?.Value, reductions, [.. fields]) { OnGrid = onGrid?.Value, Others = [.. others] };
    }

    /// <summary>A field on cells; null after an error.</summary>
    public FieldPlan? Field(Expr value, SourceSpan at)
    {
        var expr = VacuumLogs.Guard(Definitions.Expand(value));
        if (_grid is null && Substitution.States(expr!).Any(s => GradientOrder.Of(expr, s) > 1))
        {
            _found.Add(NotYet.Runs("second spatial derivatives in plots and expectations", at));
            return null;
        }
        var integrals = new List<QuantityPlan>();
        var local = expr!;
        foreach (var integral in Integrals.Outermost(expr!))
        {
            if (Substitution.FreePoints(integral).Count > 0)
            {
                _found.Add(NotYet.Runs("convolutions in plots and expectations", at));
                return null;
            }
            if (Quantity(integral, [], at) is not { } plan)
                return null;
            var scalar = _grid is null ? Build.Scalar(FieldPlan.FirstIntegral + integrals.Count) : GridScalars.Mean(integrals.Count);
            local = Substitution.Replace(local, e => ReferenceEquals(e, integral) ? Build.Reduced(integrals.Count) : null);
            integrals.Add(plan);
            expr = Substitution.Replace(expr!, e => ReferenceEquals(e, integral) ? scalar : null);
        }
        var point = Substitution.FreePoints(expr!) is [var free, ..] ? free : Substitution.All(expr!).OfType<StateValue>().Select(v => v.Point).FirstOrDefault();
        return new FieldPlan(_grid is null ? OnCell(expr!, 0) : point is null ? expr! : _grid.Field(expr!, point), [.. integrals])
        {
            Local = local.Known.Has(Kinds.Operator) || Integrals.Outermost(local).Count > 0 ? null : local,
        };
    }

    // On an interval a side is a point, and the integral over it the value there.
    private static (Expr Value, Seq<Reduction> Reductions) AtEnds(Expr value, Seq<Reduction> reductions, StateModel state)
    {
        var samples = new List<Reduction>(reductions);
        var replaced = Substitution.Replace(value, e =>
        {
            if (e is not Integral { Point.Space.Measure: SideMeasure side } integral || Substitution.FreePoints(integral).Count > 0)
                return null;
            var point = new Point(side.Of, 0);
            var ends = new List<Expr>();
            foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
            {
                if (state.Domain.Axes[0].IsPeriodic || !side.Holds(0, isUpper))
                    continue;
                samples.Add(new Sample(Substitution.MovePoint(integral.Body, integral.Point, point), point, [Build.Number(isUpper ? state.Domain.Axes[0].High : state.Domain.Axes[0].Low)]));
                ends.Add(Build.Reduced(samples.Count - 1));
            }
            return Build.Sum([.. ends]);
        });
        return (replaced, [.. samples]);
    }

    private static Expr OnCell(Expr e, int offset) => Substitution.Replace(e, leaf => leaf switch
    {
        Gradient g => (OnCell(g.Operand, offset + 1) - OnCell(g.Operand, offset - 1)) / (Build.Load(Slots.Centres, offset + 1) - Build.Load(Slots.Centres, offset - 1)),
        StateValue => Build.Load(Slots.Unknowns, offset),
        Coordinate => Build.Load(Slots.Centres, offset),
        Time => Build.Scalar(Slots.Time),
        _ => null,
    });
}
