using Flows.Compiler.Planning;
using Flows.Runtime.Results;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>
/// Ends a run where its state is at rest: where the speed is below the one wanted and nothing speaks against rest (<see cref="RestCheck"/>). What does may be that the state is
/// still on its way, the speed having been wanted too large: then the run goes on, until it is far below.
/// </summary>
internal sealed class RestWatch(Plan plan, RunState state, double speed)
{
    // Of the speed wanted: below it mass waits. F lies about speed²/2λ above rest, so that even a wanted speed of 1 has F within 1e-6 by then.
    private const double Patience = 1e-4;

    // Looking costs as much as some steps.
    private double _nextLook = double.PositiveInfinity;
    private string? _doubt;
    private bool _isBelow;

    /// <summary>Whether the run has come to its end.</summary>
    /// <param name="now">The speed of the last step.</param>
    /// <param name="t">The time.</param>
    public bool Ends(double now, double t)
    {
        _isBelow = now < speed;
        if (_isBelow && now < _nextLook)
            (_doubt, _nextLook) = (RestCheck.Doubt(plan, state, t), now / 2);
        return _isBelow && (_doubt is null || now < Patience * speed);
    }

    /// <summary>Why the state is none at rest; null where it is.</summary>
    public RunFailure? Failure(double t, Recording recording) =>
        !_isBelow ? Failures.NotSteady(plan, t, recording) : _doubt is { } doubt ? Failures.Slow(plan, doubt, t, recording) : null;
}
