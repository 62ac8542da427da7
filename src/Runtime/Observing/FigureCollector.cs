using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Results;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>Collects what figures show: fields at the times asked for, quantities at every step.</summary>
internal sealed class FigureCollector
{
    private const int DefaultTimes = 5;
    private readonly Plan _plan;
    private readonly RunState? _state;
    private readonly List<Snapshot> _snapshots = [];
    private readonly Drawing[] _drawings;
    private readonly double[] _defaults = [];
    private int _nextDefault;

    /// <summary>Prepares the figures of a plan.</summary>
    public FigureCollector(Plan plan, RunState? state, bool wanted)
    {
        (_plan, _state) = (plan, state);
        _drawings = wanted && state is not null ? [.. plan.Plots.Select(p => new Drawing(p, state, plan.States[0].Domain.Axes))] : [];
        // Without a `plot` line: the state over time, at the first steps behind evenly spaced times.
        if (wanted && state is not null && plan.Plots.Count == 0 && plan.End is { Time: var end } && double.IsFinite(end))
            _defaults = [.. Enumerable.Range(0, DefaultTimes).Select(k => end * k / (DefaultTimes - 1))];
    }

    /// <summary>The states at the times asked for.</summary>
    public Seq<Snapshot> Snapshots => [.. _snapshots];

    /// <summary>Looks at the state at a time.</summary>
    public void Record(double t)
    {
        foreach (var drawing in _drawings)
            drawing.Record(t, Snap);
        if (_nextDefault < _defaults.Length && t >= _defaults[_nextDefault] * (1 - 1e-12))
        {
            Snap(t);
            while (_nextDefault < _defaults.Length && t >= _defaults[_nextDefault] * (1 - 1e-12))
                _nextDefault++;
        }
    }

    /// <summary>The figures.</summary>
    public Seq<FigureData> Finish(double t, Series series)
    {
        var figures = new List<FigureData>();
        foreach (var drawing in _drawings)
            if (drawing.Finish(t, Snap) is { } figure)
                figures.Add(Numbered(figure, figures));
        if (_defaults.Length > 0 && _state is not null)
        {
            foreach (var shown in _snapshots.GroupBy(snapshot => snapshot.State))
                figures.Add(FieldFigures.Of(shown.Key, $"{shown.Key} over time", "", _plan.States[0].Domain.Axes, [.. shown.Select(s => (FieldFigures.AtTime(s.Time), s.Axes, s.Values, s.Ends))]));
            if (_plan.HasEnergy && series.Rows.Count > 1)
            {
                var energy = series.Columns[2];
                figures.Add(new FigureData("energy", $"{energy} over time", "t", energy, false, false, [new Curve(energy, series.Column("t"), series.Column(energy), CurveStyle.Line)]));
            }
        }
        return [.. figures];
    }

    private void Snap(double t)
    {
        if (_snapshots.Count > 0 && _snapshots[^1].Time == t)
            return;
        foreach (var snapshot in _state!.Snapshots(t))
        {
            var (axes, values) = FieldFigures.Seen(snapshot.Axes, snapshot.Values);
            _snapshots.Add(snapshot with { Axes = axes, Values = values });
        }
    }

    private static FigureData Numbered(FigureData figure, List<FigureData> others)
    {
        var name = figure.FileName;
        for (var k = 2; others.Any(o => o.FileName == name); k++)
            name = string.Create(CultureInfo.InvariantCulture, $"{figure.FileName}-{k}");
        return figure with { FileName = name };
    }

    private static string Text(double t) => t.ToString("G4", CultureInfo.InvariantCulture);

    private sealed class Drawing
    {
        private readonly PlotPlan _plan;
        private readonly RunState _state;
        private readonly IFieldValues?[] _fields;
        private readonly IQuantity?[] _quantities;
        private readonly IQuantity?[] _versus;
        private readonly Seq<AxisModel> _axes;
        private readonly List<Curve> _curves = [];
        private readonly List<(string Label, Seq<double[]> Axes, double[] Values, (double?, double?) Ends)> _fieldsShown = [];
        private readonly List<double> _times = [];
        private readonly List<double>[] _y;
        private readonly List<double>[] _x;
        private int _next;

        public Drawing(PlotPlan plan, RunState state, Seq<AxisModel> axes)
        {
            (_plan, _state, _axes) = (plan, state, axes);
            _fields = [.. plan.Curves.Select(c => c.Field is null ? null : state.Bind(c.Field))];
            _quantities = [.. plan.Curves.Select(c => c.Quantity is null ? null : state.Bind(c.Quantity))];
            _versus = [.. plan.Curves.Select(c => c.Versus is null ? null : state.Bind(c.Versus))];
            _y = [.. plan.Curves.Select(_ => new List<double>())];
            _x = [.. plan.Curves.Select(_ => new List<double>())];
        }

        public void Record(double t, Action<double> snap)
        {
            var at = _plan.Model.At;
            var listed = _next < at.Count && Math.Abs(at[_next] - t) <= 1e-12 * Math.Max(1, t);
            if (listed)
            {
                _next++;
                Fields(t, snap);
            }
            if (at.Count > 0 && !listed)
                return;
            _times.Add(t);
            for (var c = 0; c < _quantities.Length; c++)
            {
                if (_quantities[c] is not { } quantity)
                    continue;
                _y[c].Add(quantity.Value(t));
                _x[c].Add(_versus[c]?.Value(t) ?? t);
            }
        }

        public FigureData? Finish(double t, Action<double> snap)
        {
            if (_plan.Model.At.Count == 0)
                Fields(t, snap);
            for (var c = 0; c < _quantities.Length; c++)
                if (_quantities[c] is not null)
                    _curves.Add(new Curve(_plan.Curves[c].Model.Label, [.. _x[c]], [.. _y[c]], CurveStyle.Line));
            if (_curves.Count == 0 && _fieldsShown.Count == 0)
                return null;
            var labels = string.Join(", ", _plan.Curves.Select(c => c.Model.Label));
            if (_fieldsShown.Count > 0 && _curves.Count == 0)
            {
                var drawn = FieldFigures.Of(FileName(labels), labels, _plan.Curves.Count == 1 ? labels : "", _axes, _fieldsShown);
                return drawn with { LogY = _plan.Model.IsLog, OrderedByTime = _plan.Curves.Count == 1 };
            }
            foreach (var (label, axes, values, ends) in _fieldsShown)
                _curves.Add(new Curve(label, axes[0], values, CurveStyle.Steps) { Ends = ends });
            var isField = _fields.Any(f => f is not null);
            var against = _plan.Curves[0].Model.VersusLabel;
            var axis = _plan.Curves[0].Field is not null ? AxisName() : against.Length > 0 ? against : "t";
            return new FigureData(FileName(labels), isField ? labels : against.Length > 0 ? $"{labels} against {against}" : $"{labels} over time", axis,
                _plan.Curves.Count == 1 ? labels : "", _plan.Model.IsLog, isField && _plan.Curves.Count == 1, [.. _curves]);
        }

        private string AxisName() => _plan.Curves[0].Model.Quantity.Value is var e && Compiler.Symbolics.Substitution.FreePoints(e) is [var p, ..] ? p.Space.Axes[0] : "x";

        private void Fields(double t, Action<double> snap)
        {
            for (var c = 0; c < _fields.Length; c++)
            {
                if (_fields[c] is not { } field)
                    continue;
                snap(t);
                var label = _plan.Curves.Count == 1 ? $"t = {Text(t)}" : $"{_plan.Curves[c].Model.Label}, t = {Text(t)}";
                var (axes, values) = FieldFigures.Seen(_state.Snapshots(t).First().Axes, field.Evaluate(t).ToArray());
                _fieldsShown.Add((label, axes, values, field.Ends(t)));
            }
        }

        // What a file system takes of `log gap`, `F[rho] - G[rho]`: letters, digits and dashes.
        private static string FileName(string labels)
        {
            var name = string.Join('-', new string([.. labels.Select(ch => char.IsLetterOrDigit(ch) || ch == '_' ? ch : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return name.Length is > 0 and <= 60 ? name : name.Length > 60 ? name[..60] : "figure";
        }
    }
}
