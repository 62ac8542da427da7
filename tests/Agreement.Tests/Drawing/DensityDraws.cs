namespace Flows.Agreement.Tests.Drawing;

/// <summary>One density in wasserstein, fisher_rao, hellinger_kantorovich or H^-1.</summary>
internal static class DensityDraws
{
    /// <summary>A density away from vacuum that moves, grows or both.</summary>
    public static Draw Moving(ulong seed, Dice dice, int dimension)
    {
        var axes = Drawer.Axes(dice, dimension);
        DrawnSide[] sides = [.. axes.SelectMany(a => new[] { FieldDraws.Free(dice, a), FieldDraws.Free(dice, a) })];
        var energy = new List<string> { $"{dice.Of("0.1", "0.3")}*{dice.Of("rho*log(rho)", "rho^2/2", "rho^3/6", "rho*log(rho)")}" };
        // Entropy keeps a density from vacuum, where it would not be smooth.
        if (!energy[0].Contains("log", StringComparison.Ordinal))
            energy.Add("0.05*rho*log(rho)");
        while (energy.Count < 4 && dice.OneIn(2))
            energy.Add(Driving(dice, axes, "rho"));
        var hasSurface = dice.OneIn(8);
        if (hasSurface)
            energy.Add(dice.Of("0.002/2*|grad rho|^2", "0.002*|grad (sqrt(rho))|^2"));
        Seq<string> outer = dice.OneIn(6)
            ? [dice.Of($"0.2*KL(rho, {Drawer.Coefficient(dice, axes, 0.4)})", "0.1*(int rho^2)^2", "0.2*(int x*rho)^2", $"0.1*(int (rho - {Drawer.Coefficient(dice, axes, 0.4)})^2)")] : [];
        var metric = dice.Below(9) switch
        {
            0 => "fisher_rao",
            1 => $"hellinger_kantorovich {{ reaction = {dice.Of("0.5", "2")} }}",
            2 => $"wasserstein {{ mobility = {dice.Of("rho^2", "rho*(1 + t)", "1 + rho", "rho/(1 + rho)")} }}",
            3 => $"wasserstein {{ mobility = rho*{Drawer.Coefficient(dice, axes, 0.4)} }}",
            4 => "fisher_rao + descend F in wasserstein",
            5 => "H^-1",
            _ => "wasserstein",
        };
        if (outer is [var text] && text.Contains("x*rho", StringComparison.Ordinal) && axes[0].IsPeriodic)
            outer = [];
        var mass = dice.Of("", "", " mass 2", " mass initial");
        var start = Drawer.Start(dice, axes, sides, 1, 0.5);
        Seq<string> added = dice.OneIn(6) ? [dice.Of("0.3*rho*(1 - rho)", "0.2*cos(3*t)*rho", "0.1")] : [];
        return new Draw(seed, axes, [new DrawnState("rho", true, start, Drawer.Conditions("rho", sides), metric, added) { Mass = mass }], [.. energy], outer, FieldDraws.Until(axes, 0.2));
    }

    /// <summary>A density that passes a side.</summary>
    public static Draw Open(ulong seed, Dice dice)
    {
        Seq<DrawnAxis> axes = [Drawer.Axes(dice, 1)[0] with { IsPeriodic = false }];
        var isUpper = dice.OneIn(2);
        DrawnSide open = new("value", dice.Of(0.05, 0.5, 1.2), dice.OneIn(4) ? "0.3*(1 - cos(3*t))" : "");
        DrawnSide[] sides = isUpper ? [FieldDraws.Free(dice, axes[0]), open] : [open, FieldDraws.Free(dice, axes[0])];
        var wave = Starts.Wave(axes[0], "x", sides[0], sides[1], 1, false);
        var energy = new List<string> { $"{dice.Of("0.1", "0.3")}*{dice.Of("rho*log(rho)", "rho*log(rho)", "rho^2/2")}" };
        if (dice.OneIn(2))
            energy.Add(Driving(dice, axes, "rho"));
        return new Draw(seed, axes, [new DrawnState("rho", true, $"{Starts.Number(open.Now)} + {dice.Number(0.3, 0.8)}*{wave}", Drawer.Conditions("rho", sides),
            $"wasserstein {{ open = {Drawer.Side(0, isUpper)} }}", []) { Mass = " mass initial" }], [.. energy], [], FieldDraws.Until(axes, 0.2));
    }

    /// <summary>What drives a density besides its own pressure.</summary>
    public static string Driving(Dice dice, Seq<DrawnAxis> axes, string rho) => dice.Below(6) switch
    {
        0 => $"{dice.Number(0.05, 0.2)}*{Drawer.Coefficient(dice, axes, 0.8)}*{rho}",
        1 => $"{dice.Number(0.05, 0.2)}*sin({dice.Of("2", "4")}*t)*{Drawer.Coefficient(dice, axes, 0.8)}*{rho}",
        2 when FieldDraws.Convolved(dice, axes, rho) is { } pair => pair,
        3 when !axes[0].IsPeriodic => $"0.03*x^2*{rho}",
        4 => $"{dice.Number(0.05, 0.2)}*{rho}^2",
        _ => $"{dice.Number(0.01, 0.05)}*{rho}*log({rho})",
    };
}
