namespace Flows.Agreement.Tests.Drawing;

/// <summary>Fields in L2, H1 and H^-1.</summary>
internal static class FieldDraws
{
    /// <summary>A field that descends an energy of its gradient in L2 or H1.</summary>
    public static Draw Descending(ulong seed, Dice dice)
    {
        var axes = Drawer.Axes(dice, 1);
        DrawnSide[] sides = [.. axes.SelectMany((a, i) => new[] { Side(dice, a), Side(dice, a) })];
        var k = dice.Of(0.05, 0.1, 0.3);
        var energy = new List<string> { Gradient(dice, axes, Starts.Number(k)) };
        while (energy.Count < 3 && dice.OneIn(2))
            energy.Add(Local(dice, axes, "u"));
        var metric = dice.Below(6) switch
        {
            0 => $"H1 {{ alpha = {dice.Of("0.05", "0.3")} }}",
            1 => $"L2 {{ mobility = {Drawer.Coefficient(dice, axes, 0.5)} }}",
            2 => $"L2 {{ mobility = {dice.Of("1 + u^2/2", "1 + t*2", "exp(-u/2)")} }}",
            _ => "L2",
        };
        Seq<string> added = dice.OneIn(3) ? [Added(dice, axes, "u")] : [];
        return new Draw(seed, axes, [new DrawnState("u", false, Drawer.Start(dice, axes, sides, dice.Of(0.0, 0.4), 0.5), Drawer.Conditions("u", sides), metric, added)],
            [.. energy], [], Until(axes, k));
    }

    /// <summary>A field that keeps its mass: nonlinear diffusion, or an interface.</summary>
    public static Draw Conserving(ulong seed, Dice dice)
    {
        var axes = Drawer.Axes(dice, 1);
        DrawnSide[] sides = [.. axes.SelectMany(a => new[] { Free(dice, a), Free(dice, a) })];
        var isInterface = dice.OneIn(2);
        var energy = new List<string> { dice.Of("0.1*u^2", "u^2/20 + u^4/40", "0.1*cosh(u)") };
        if (isInterface)
            energy.Add($"{dice.Of("0.002", "0.005")}/2*|grad u|^2");
        if (dice.OneIn(3))
            energy.Add($"0.1*{Drawer.Coefficient(dice, axes, 0.4)}*u");
        var metric = dice.Below(3) switch
        {
            0 => $"H^-1 {{ mobility = {Drawer.Coefficient(dice, axes, 0.4)} }}",
            1 => "H^-1 { mobility = 1 + u^2/2 }",
            _ => "H^-1",
        };
        return new Draw(seed, axes, [new DrawnState("u", false, Drawer.Start(dice, axes, sides, dice.Of(0.0, 0.3), 0.5), Drawer.Conditions("u", sides), metric, [])],
            [.. energy], [], Until(axes, 0.2));
    }

    /// <summary>The time in which diffusion damps a wave of an axis by a third or so.</summary>
    public static double Until(Seq<DrawnAxis> axes, double diffusion)
    {
        var shortest = axes.Min(a => a.IsPeriodic ? (a.High - a.Low) / 2 : a.High - a.Low);
        return Math.Round(0.05 * shortest * shortest / diffusion, 3);
    }

    /// <summary>A side of which the state is free.</summary>
    public static DrawnSide Free(Dice dice, DrawnAxis axis) => axis.IsPeriodic ? new DrawnSide("periodic", 0, "") : new DrawnSide(dice.Of("natural", "noflux"), 0, "");

    private static DrawnSide Side(Dice dice, DrawnAxis axis)
    {
        if (axis.IsPeriodic)
            return new DrawnSide("periodic", 0, "");
        var later = dice.OneIn(3) ? dice.Of("0.5*(1 - cos(3*t))", "2*t^2") : "";
        return dice.Below(5) switch
        {
            0 => new DrawnSide("noflux", 0, ""),
            1 => new DrawnSide("natural", 0, ""),
            2 => new DrawnSide("slope", dice.Of(0.5, -0.3), later),
            _ => new DrawnSide("value", dice.Of(0.0, 0.4, -0.3), later),
        };
    }

    private static string Gradient(Dice dice, Seq<DrawnAxis> axes, string k) => dice.Below(8) switch
    {
        0 => $"{k}/2*{Drawer.Coefficient(dice, axes, 0.5)}*|grad u|^2",
        1 => $"{k}*(sqrt(1 + |grad u|^2) + |grad u|^2/4)",
        2 => $"{k}/2*(1 + u^2/4)*|grad u|^2",
        3 => $"{k}/2*(1 + t)*|grad u|^2",
        _ => $"{k}/2*|grad u|^2",
    };

    private static string Local(Dice dice, Seq<DrawnAxis> axes, string u) => dice.Below(6) switch
    {
        0 => $"{dice.Number(0.2, 1)}*{u}^2/2",
        1 => $"(1 - {u}^2)^2/4",
        2 => $"{dice.Number(0.2, 1)}*cos({u})",
        3 => $"{Drawer.Coefficient(dice, axes, 0.5)}*{u}",
        4 => $"sin({dice.Of("2", "5")}*t)*{Drawer.Coefficient(dice, axes, 0.5)}*{u}",
        _ => $"exp({u}/2)/2",
    };

    private static string Added(Dice dice, Seq<DrawnAxis> axes, string u) => dice.Below(4) switch
    {
        0 => $"{dice.Number(0.2, 0.6)} - {u}^2/2",
        1 => $"{dice.Of("cos(3*t)", "t")}*{Drawer.Coefficient(dice, axes, 0.5)}",
        2 => $"{dice.Signed(0.1, 0.3)}*{u}",
        _ => $"sin({u})*{dice.Signed(0.1, 0.5)}",
    };
}
