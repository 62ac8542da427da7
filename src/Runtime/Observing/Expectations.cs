using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Results;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>Judges expectations: some at every step, some at a time, some at the end.</summary>
internal sealed class Expectations
{
    private readonly Claim[] _claims;

    /// <summary>Prepares the claims of a plan.</summary>
    public Expectations(Plan plan, RunState? state) => _claims = [.. plan.Expectations.Select(e => Make(e, plan.Model, state))];

    /// <summary>Looks at the state at a time.</summary>
    public void Record(double t)
    {
        foreach (var claim in _claims)
            claim.Record(t);
    }

    /// <summary>The verdicts; what is claimed of the end is judged on the present state.</summary>
    public Seq<ExpectationResult> Judge(double t) => [.. _claims.Select(c => c.Judge(t))];

    // What a verdict on a value that is no number says of it: empty where it is one.
    private static string NoNumber(string what, double value, double t) => double.IsNaN(value) ? $"{what} is not a number at t = {Number(t)}" : "";

    private static Claim Make(ExpectationPlan plan, Model model, RunState? state) => plan.Model.Kind switch
    {
        _ when state is null => new StatelessClaim(plan, model),
        ClaimKind.Decreases => new DecreasesClaim(plan, state),
        ClaimKind.Conserved => new ConservedClaim(plan, state),
        ClaimKind.Near => new NearClaim(plan, state),
        ClaimKind.Condition => new ConditionClaim(plan, state),
        _ => new EverywhereClaim(plan, state),
    };

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private abstract class Claim(ExpectationPlan plan)
    {
        protected ExpectationPlan Plan { get; } = plan;

        public virtual void Record(double t)
        {
        }

        public abstract ExpectationResult Judge(double t);

        protected bool IsNow(double t) => Plan.Model.At is { } at && Math.Abs(at - t) <= 1e-12 * Math.Max(1, at);
    }

    // NaN where one of them is.
    private static double Sum(IEnumerable<double> values) => values.Aggregate(0.0, (sum, v) => double.IsNaN(v) ? v : sum);

    // A NaN satisfies nothing.
    private static ExpectationResult Near(ExpectationModel model, double measured, double target, double t) => new(
        model.Text, measured == target || Math.Abs(measured - target) <= model.Within, measured, $"{Number(target)} +- {Number(model.Within)}",
        NoNumber("what is measured", measured, t) is { Length: > 0 } said ? said : NoNumber("the value expected", target, t));

    private sealed class StatelessClaim(ExpectationPlan plan, Model model) : Claim(plan)
    {
        private double Value(Expr e) => StatelessValue.Of(e, model);

        public override ExpectationResult Judge(double t)
        {
            var measured = Value(Plan.Model.Quantity.Value);
            if (Plan.Model.Condition is { } c)
                return new ExpectationResult(Plan.Model.Text, Conditions.Holds(c, Value), measured, Plan.Model.Text, NoNumber("a side of it", Sum(Conditions.Sides(c).Select(Value)), t));
            // Without a state nothing moves: it falls at no step, and is conserved, where it is a number at all.
            if (Plan.Model.Target is not { } wanted)
                return new ExpectationResult(Plan.Model.Text, !double.IsNaN(measured), measured, Plan.Model.Text, NoNumber("it", measured, t));
            return Near(Plan.Model, measured, Value(wanted.Value), t);
        }
    }

    private sealed class DecreasesClaim(ExpectationPlan plan, RunState state) : Claim(plan)
    {
        private const double RoundOff = 1e-12;
        private readonly IQuantity _quantity = state.Bind(plan.Quantity!);
        private double _scale;
        private double _last = double.NaN;
        private double _worst;
        private double _where = double.NaN;
        private string _note = "";

        public override void Record(double t)
        {
            var value = _quantity.Value(t);
            // Of now and of before: what falls to 0 takes the sum of its cells with it, and not their round-off.
            _scale = Math.Max(Math.Max(_scale, state.LeastMagnitudeOf(Plan.Model.Quantity.Value)), _quantity.Magnitude(t));
            var rise = (value - _last) / Math.Max(_scale, double.Epsilon);
            if (!double.IsFinite(value) && _note.Length == 0)
                (_worst, _note) = (double.PositiveInfinity, $"it is {(double.IsNaN(value) ? "not a number" : "infinite")} at t = {Number(t)}");
            else if (rise > _worst)
                (_worst, _where) = (rise, t);
            _last = value;
        }

        public override ExpectationResult Judge(double t) => new(
            Plan.Model.Text, _worst <= RoundOff, _worst, "no rise beyond 1e-12 of the sum of its cells", _note.Length > 0 ? _note : _worst > RoundOff ? $"worst at t = {Number(_where)}" : "");
    }

    private sealed class ConservedClaim(ExpectationPlan plan, RunState state) : Claim(plan)
    {
        private readonly IQuantity _quantity = state.Bind(plan.Quantity!);
        // A start smaller than that part of what it is the sum of is zero up to round-off.
        private const double RoundOff = 1e-12;
        private double _start = double.NaN;
        private double _scale = 1;
        private double _worst;
        private double _where;
        private string _note = "";

        private bool IsRelative => _scale != 1 || Math.Abs(_start) == 1;

        public override void Record(double t)
        {
            var value = _quantity.Value(t);
            if (double.IsNaN(_start))
            {
                _start = value;
                _scale = Math.Abs(value) <= RoundOff * _quantity.Magnitude(t) ? 1 : Math.Abs(value);
            }
            var drift = Math.Abs(value - _start) / _scale;
            if (!double.IsFinite(value) && _note.Length == 0)
                (_worst, _note) = (double.PositiveInfinity, $"it is {(double.IsNaN(value) ? "not a number" : "infinite")} at t = {Number(t)}");
            else if (drift > _worst)
                (_worst, _where) = (drift, t);
        }

        public override ExpectationResult Judge(double t) => new(
            Plan.Model.Text, _worst <= Plan.Model.Within, _worst, $"{(IsRelative ? "relative " : "")}drift up to {Number(Plan.Model.Within)}",
            _note.Length > 0 ? _note : _worst > Plan.Model.Within ? $"worst at t = {Number(_where)}" : "");
    }

    private sealed class NearClaim(ExpectationPlan plan, RunState state) : Claim(plan)
    {
        private readonly IQuantity _quantity = state.Bind(plan.Quantity!);
        private readonly IQuantity _target = state.Bind(plan.Target!);
        private ExpectationResult? _result;

        public override void Record(double t)
        {
            if (IsNow(t))
                _result = Measure(t);
        }

        public override ExpectationResult Judge(double t) =>
            _result ?? (Plan.Model.At is { } at && at > t
                ? new ExpectationResult(Plan.Model.Text, false, null, Plan.Model.Text, $"t = {Number(at)} was not reached")
                : Measure(t));

        private ExpectationResult Measure(double t) => Near(Plan.Model, _quantity.Value(t), _target.Value(t), t);
    }

    private sealed class ConditionClaim : Claim
    {
        private readonly Dictionary<Expr, IQuantity> _sides;
        private readonly IQuantity _measured;
        private ExpectationResult? _result;

        public ConditionClaim(ExpectationPlan plan, RunState state) : base(plan)
        {
            _sides = plan.Sides.ToDictionary(s => s.Side, s => state.Bind(s.Quantity));
            _measured = state.Bind(plan.Quantity!);
        }

        public override void Record(double t)
        {
            if (IsNow(t))
                _result = Measure(t);
        }

        public override ExpectationResult Judge(double t) =>
            _result ?? (Plan.Model.At is { } at && at > t
                ? new ExpectationResult(Plan.Model.Text, false, null, Plan.Model.Text, $"t = {Number(at)} was not reached")
                : Measure(t));

        private ExpectationResult Measure(double t) => new(
            Plan.Model.Text, Conditions.Holds(Plan.Model.Condition!, side => _sides[side].Value(t)), _measured.Value(t), Plan.Model.Text,
            NoNumber("a side of it", Sum(_sides.Values.Select(s => s.Value(t))), t));
    }

    private sealed class EverywhereClaim(ExpectationPlan plan, RunState state) : Claim(plan)
    {
        private readonly IFieldValues _violation = state.Bind(plan.Violation!);
        private readonly IFieldValues _measured = state.Bind(plan.Measured!);
        private string _note = "";
        private double? _value;

        public override void Record(double t)
        {
            if (_value is not null)
                return;
            var violated = _violation.Evaluate(t);
            for (var i = 0; i < violated.Length; i++)
            {
                if (violated[i] == 0)
                    continue;
                _value = _measured.Evaluate(t)[i];
                _note = $"{(double.IsNaN(_value.Value) ? "not a number" : "first violated")} at t = {Number(t)}{state.Place(i)}";
                return;
            }
            var (places, outside) = _violation.Vacuum(t);
            var at = Array.FindIndex(outside, value => value != 0);
            if (at >= 0)
                (_value, _note) = (_measured.Vacuum(t).Values[at], $"first violated at t = {Number(t)}, in vacuum, x = {Number(places[at])}");
        }

        public override ExpectationResult Judge(double t) => new(Plan.Model.Text, _value is null, _value, $"{Plan.Model.Text} at every point and step", _note);
    }
}
