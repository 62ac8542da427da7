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
    public Expectations(Plan plan, RunState? state) => _claims = [.. plan.Expectations.Select(e => Make(e, state))];

    /// <summary>Looks at the state at a time.</summary>
    public void Record(double t)
    {
        foreach (var claim in _claims)
            claim.Record(t);
    }

    /// <summary>The verdicts; what is claimed of the end is judged on the present state.</summary>
    public Seq<ExpectationResult> Judge(double t) => [.. _claims.Select(c => c.Judge(t))];

    private static Claim Make(ExpectationPlan plan, RunState? state) => plan.Model.Kind switch
    {
        _ when state is null => new StatelessClaim(plan),
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

    private sealed class StatelessClaim(ExpectationPlan plan) : Claim(plan)
    {
        public override ExpectationResult Judge(double t)
        {
            double Value(Expr e) => Evaluation.Evaluate(e, _ => null);
            var target = Plan.Model.Target is { } wanted ? Value(wanted.Value) : double.NaN;
            var measured = Value(Plan.Model.Quantity.Value);
            var passed = Plan.Model.Condition is { } c ? Conditions.Holds(c, Value) : !(Math.Abs(measured - target) > Plan.Model.Within);
            return new ExpectationResult(Plan.Model.Text, passed, measured, Plan.Model.Text, "");
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

        public override void Record(double t)
        {
            var value = _quantity.Value(t);
            // Of now and of before: what falls to 0 takes the sum of its cells with it, and not their round-off.
            _scale = Math.Max(Math.Max(_scale, state.LeastMagnitudeOf(Plan.Model.Quantity.Value)), _quantity.Magnitude(t));
            var rise = (value - _last) / Math.Max(_scale, double.Epsilon);
            if (rise > _worst || double.IsNaN(value))
                (_worst, _where) = (double.IsNaN(value) ? double.PositiveInfinity : rise, t);
            _last = value;
        }

        public override ExpectationResult Judge(double t) => new(
            Plan.Model.Text, _worst <= RoundOff, _worst, "no rise beyond 1e-12 of the sum of its cells", _worst > RoundOff ? $"worst at t = {Number(_where)}" : "");
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
            if (!(drift <= _worst))
                (_worst, _where) = (double.IsNaN(drift) ? double.PositiveInfinity : drift, t);
        }

        public override ExpectationResult Judge(double t) => new(
            Plan.Model.Text, _worst <= Plan.Model.Within, _worst, $"{(IsRelative ? "relative " : "")}drift up to {Number(Plan.Model.Within)}",
            _worst > Plan.Model.Within ? $"worst at t = {Number(_where)}" : "");
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

        private ExpectationResult Measure(double t)
        {
            var (measured, target) = (_quantity.Value(t), _target.Value(t));
            // A NaN satisfies nothing.
            return new ExpectationResult(Plan.Model.Text, Math.Abs(measured - target) <= Plan.Model.Within, measured, $"{Number(target)} +- {Number(Plan.Model.Within)}", "");
        }
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
            Plan.Model.Text, Conditions.Holds(Plan.Model.Condition!, side => _sides[side].Value(t)), _measured.Value(t), Plan.Model.Text, "");
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
                _note = $"first violated at t = {Number(t)}{state.Place(i)}";
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
