using Flows.Language;

namespace Flows.Runtime;

/// <summary>The time of a run; reaches given times and the end exactly.</summary>
internal sealed class HitClock(Seq<double> hits, double end)
{
    // A remainder shorter than this share of a step is taken with it, not by a step of its own.
    private const double Sliver = 1e-9;

    private int _next;

    /// <summary>Now.</summary>
    public double Time { get; private set; }

    /// <summary>Whether the last step reached a time asked for.</summary>
    public bool JustHit { get; private set; }

    /// <summary>Whether the end is reached.</summary>
    public bool AtEnd => Time >= end;

    private double Target => _next < hits.Count ? hits[_next] : end;

    /// <summary>The step to take when <paramref name="dt"/> is wanted.</summary>
    public double Limit(double dt)
    {
        var left = Target - Time;
        return left <= dt * (1 + Sliver) ? left : dt;
    }

    /// <summary>Moves on by a step.</summary>
    public void Advance(double dt)
    {
        var target = Target;
        Time += dt;
        JustHit = Math.Abs(target - Time) <= Sliver * dt;
        if (!JustHit)
            return;
        Time = target;
        _next++;
    }
}
