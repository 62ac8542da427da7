namespace Flows.Agreement.Tests.Drawing;

/// <summary>One field in L2, H1, H^-1, their sum, or under terms alone.</summary>
internal static class FieldDraws
{
    /// <summary>A field that descends an energy of its gradient in L2 or H1.</summary>
    public static Draw Descending(ulong seed, Dice dice, int dimension)
    {
        var axes = Drawer.Axes(dice, dimension);
        var sides = Sides(dice, axes);
        var k = dice.Of(0.05, 0.1, 0.3);
        var energy = new List<string> { Gradient(dice, axes, Starts.Number(k)) };
        while (energy.Count < 3 && dice.OneIn(2))
            energy.Add(Local(dice, axes, "u"));
        if (dice.OneIn(8) && Convolved(dice, axes, "u") is { } nonlocal)
            energy.Add(nonlocal);
        Seq<string> outer = dice.OneIn(8) ? [dice.Of("0.2*(int u)^2", "0.1*exp(int u^2/2)", "0.2*(int u)*(int u^2)")] : [];
        var metric = dice.Below(6) switch
        {
            0 => $"H1 {{ alpha = {dice.Of("0.05", "0.3")} }}",
            1 => $"L2 {{ mobility = {Drawer.Coefficient(dice, axes, 0.5)} }}",
            2 => $"L2 {{ mobility = {dice.Of("1 + u^2/2", "1 + t*2", "exp(-u/2)")} }}",
            _ => "L2",
        };
        // What drives along a circle meets no side.
        Seq<string> added = dice.OneIn(3) ? [Added(dice, axes, "u")] : axes[0].IsPeriodic && dice.OneIn(4) ? [$"{dice.Signed(0.1, 0.4)}*(grad u).x"] : [];
        return new Draw(seed, axes, [new DrawnState("u", false, Drawer.Start(dice, axes, sides, dice.Of(0.0, 0.4), 0.5), Drawer.Conditions("u", sides), metric, added)],
            [.. energy], outer, Until(axes, k));
    }

    /// <summary>A field that keeps its mass: nonlinear diffusion, or an interface.</summary>
    public static Draw Conserving(ulong seed, Dice dice, int dimension)
    {
        var axes = Drawer.Axes(dice, dimension);
        DrawnSide[] sides = [.. axes.SelectMany(a => new[] { Free(dice, a), Free(dice, a) })];
        var energy = new List<string> { dice.Of("0.1*u^2", "u^2/20 + u^4/40", "0.1*cosh(u)") };
        if (dice.OneIn(2))
            energy.Add($"{dice.Of("0.002", "0.005")}/2*|grad u|^2");
        if (dice.OneIn(3))
            energy.Add($"0.1*{Drawer.Coefficient(dice, axes, 0.4)}*u");
        var metric = dice.Below(4) switch
        {
            0 => $"H^-1 {{ mobility = {Drawer.Coefficient(dice, axes, 0.4)} }}",
            1 => "H^-1 { mobility = 1 + u^2/2 }",
            2 when energy.Count > 1 => "L2 { mobility = 0.2 } + descend F in H^-1",
            _ => "H^-1",
        };
        return new Draw(seed, axes, [new DrawnState("u", false, Drawer.Start(dice, axes, sides, dice.Of(0.1, 0.3), 0.5), Drawer.Conditions("u", sides), metric, [])],
            [.. energy], [], Until(axes, 0.2));
    }

    /// <summary>An energy of second derivatives, on a circle or with reflecting or clamped sides.</summary>
    public static Draw Plate(ulong seed, Dice dice)
    {
        Seq<DrawnAxis> axes = [Drawer.Axes(dice, 1)[0]];
        var isClamped = !axes[0].IsPeriodic && dice.OneIn(2);
        DrawnSide side = axes[0].IsPeriodic ? new("periodic", 0, "") : new("noflux", 0, "");
        var start = isClamped ? $"{dice.Signed(0.3, 0.6)}*sin({Drawer.Phase(axes[0], 0)})^2" : Drawer.Start(dice, axes, [side, side], 0.2, 0.5);
        Seq<string> conditions = isClamped ? ["u = 0 on left", "u' = 0 on left", "u = 0 on right", "u' = 0 on right"] : Drawer.Conditions("u", [side, side]);
        Seq<string> energy = [$"{dice.Of("0.005", "0.01")}/2*(lap u)^2", .. dice.OneIn(2) ? [Local(dice, axes, "u")] : Array.Empty<string>()];
        return new Draw(seed, axes, [new DrawnState("u", false, start, conditions, "L2", [])], energy, [], Until(axes, 0.2));
    }

    /// <summary>Terms alone, around a circle.</summary>
    public static Draw Terms(ulong seed, Dice dice, int dimension)
    {
        Seq<DrawnAxis> axes = [.. Drawer.Axes(dice, dimension).Select(a => a with { IsPeriodic = true })];
        DrawnSide[] sides = [.. Enumerable.Repeat(new DrawnSide("periodic", 0, ""), 2 * dimension)];
        Seq<string> terms = [$"{dice.Of("0.05", "0.1")}*lap u", Added(dice, axes, "u"), .. dice.OneIn(2) ? [$"{dice.Signed(0.1, 0.4)}*(grad u).x"] : Array.Empty<string>()];
        return new Draw(seed, axes, [new DrawnState("u", false, Drawer.Start(dice, axes, sides, 0.4, 0.5), [], "", terms)], ["u^2/2"], [], Until(axes, 0.1));
    }

    /// <summary>The time in which diffusion damps a wave of an axis by a third or so.</summary>
    public static double Until(Seq<DrawnAxis> axes, double diffusion)
    {
        var shortest = axes.Min(a => a.IsPeriodic ? (a.High - a.Low) / 2 : a.High - a.Low);
        return Math.Round(0.05 * shortest * shortest / diffusion, 3);
    }

    /// <summary>A side of which the state is free.</summary>
    public static DrawnSide Free(Dice dice, DrawnAxis axis) => axis.IsPeriodic ? new DrawnSide("periodic", 0, "") : new DrawnSide(dice.Of("natural", "noflux"), 0, "");

    /// <summary>Any sides of one axis, and free ones of the others: so that the start satisfies all of them.</summary>
    public static DrawnSide[] Sides(Dice dice, Seq<DrawnAxis> axes)
    {
        var held = dice.Below(axes.Count);
        return [.. axes.SelectMany((a, i) => i == held ? new[] { Side(dice, a), Side(dice, a) } : [Free(dice, a), Free(dice, a)])];
    }

    /// <summary>An integrand of values alone.</summary>
    public static string Local(Dice dice, Seq<DrawnAxis> axes, string u) => dice.Below(6) switch
    {
        0 => $"{dice.Number(0.2, 1)}*{u}^2/2",
        1 => $"(1 - {u}^2)^2/4",
        2 => $"{dice.Number(0.2, 1)}*cos({u})",
        3 => $"{Drawer.Coefficient(dice, axes, 0.5)}*{u}",
        4 => $"sin({dice.Of("2", "5")}*t)*{Drawer.Coefficient(dice, axes, 0.5)}*{u}",
        _ => $"exp({u}/2)/2",
    };

    /// <summary>A pair energy of a smooth kernel; null where the axes have none.</summary>
    public static string? Convolved(Dice dice, Seq<DrawnAxis> axes, string u) => axes switch
    {
        [{ IsPeriodic: true } a] => $"{dice.Signed(0.05, 0.2)}*{u}*conv (fun d -> {dice.Of("cos", "0.5 + cos")}(2*pi*d/{Starts.Number(a.High - a.Low)})) {u}",
        [{ IsPeriodic: false }] => $"{dice.Signed(0.05, 0.2)}*{u}*conv (fun d -> {dice.Of("exp(-d^2)", "1/(1 + d^2)", "d^2/2", "exp(-d^2) + d/3")}) {u}",
        [{ IsPeriodic: false }, { IsPeriodic: false }] => $"{dice.Signed(0.05, 0.2)}*{u}*conv (fun d -> exp(-|d|^2)) {u}",
        _ => null,
    };

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

    private static string Gradient(Dice dice, Seq<DrawnAxis> axes, string k) => dice.Below(9) switch
    {
        0 => $"{k}/2*{Drawer.Coefficient(dice, axes, 0.5)}*|grad u|^2",
        1 => $"{k}*(sqrt(1 + |grad u|^2) + |grad u|^2/4)",
        2 => $"{k}/2*(1 + u^2/4)*|grad u|^2",
        3 => $"{k}/2*(1 + t)*|grad u|^2",
        4 when axes.Count == 2 && axes.All(a => a.IsPeriodic) => $"{k}/2*(2*(grad u).x^2 + (grad u).x*(grad u).y + (grad u).y^2)",
        4 or 5 when axes.Count == 2 => $"{k}/2*(2*(grad u).x^2 + (grad u).y^2)",
        _ => $"{k}/2*|grad u|^2",
    };

    private static string Added(Dice dice, Seq<DrawnAxis> axes, string u) => dice.Below(5) switch
    {
        0 => $"{dice.Number(0.2, 0.6)} - {u}^2/2",
        1 => $"{dice.Of("cos(3*t)", "t")}*{Drawer.Coefficient(dice, axes, 0.5)}",
        2 => $"{dice.Signed(0.1, 0.3)}*{u}",
        3 => $"0.2*(int {u}^2) - 0.3*{u}",
        _ => $"sin({u})*{dice.Signed(0.1, 0.5)}",
    };
}
