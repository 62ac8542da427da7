namespace Flows.Agreement.Tests.Drawing;

/// <summary>Densities in wasserstein, fisher_rao and hellinger_kantorovich.</summary>
internal static class DensityDraws
{
    /// <summary>A density away from vacuum that moves, grows or both.</summary>
    public static Draw Moving(ulong seed, Dice dice)
    {
        var axes = Drawer.Axes(dice, 1);
        DrawnSide[] sides = [.. axes.SelectMany(a => new[] { FieldDraws.Free(dice, a), FieldDraws.Free(dice, a) })];
        var k = dice.Of("0.1", "0.3");
        var energy = new List<string> { $"{k}*{dice.Of("rho*log(rho)", "rho^2/2", "rho^3/6", "rho*log(rho)")}" };
        // Entropy keeps a density from vacuum, where it would not be smooth.
        if (!energy[0].Contains("log", StringComparison.Ordinal))
            energy.Add("0.05*rho*log(rho)");
        while (energy.Count < 4 && dice.OneIn(2))
            energy.Add(Driving(dice, axes));
        var metric = dice.Below(8) switch
        {
            0 => "fisher_rao",
            1 => $"hellinger_kantorovich {{ reaction = {dice.Of("0.5", "2")} }}",
            2 => $"wasserstein {{ mobility = {dice.Of("rho^2", "rho*(1 + t)", "1 + rho", "rho/(1 + rho)")} }}",
            3 => $"wasserstein {{ mobility = rho*{Drawer.Coefficient(dice, axes, 0.4)} }}",
            _ => "wasserstein",
        };
        var mass = dice.Of("", "", " mass 2", " mass initial");
        var start = Drawer.Start(dice, axes, sides, 1, 0.5);
        Seq<string> added = dice.OneIn(6) ? [dice.Of("0.3*rho*(1 - rho)", "0.2*cos(3*t)*rho", "0.1")] : [];
        return new Draw(seed, axes, [new DrawnState("rho", true, start, Drawer.Conditions("rho", sides), metric, added) { Mass = mass }], [.. energy], [], FieldDraws.Until(axes, 0.2));
    }

    private static string Driving(Dice dice, Seq<DrawnAxis> axes) => dice.Below(6) switch
    {
        0 => $"{dice.Number(0.05, 0.2)}*{Drawer.Coefficient(dice, axes, 0.8)}*rho",
        1 => $"{dice.Number(0.05, 0.2)}*sin({dice.Of("2", "4")}*t)*{Drawer.Coefficient(dice, axes, 0.8)}*rho",
        2 when !axes[0].IsPeriodic => $"{dice.Signed(0.05, 0.2)}*rho*conv (fun d -> exp(-d^2)) rho",
        3 when !axes[0].IsPeriodic => "0.03*x^2*rho",
        4 => $"{dice.Number(0.05, 0.2)}*rho^2",
        _ => $"{dice.Number(0.01, 0.05)}*rho*log(rho)",
    };
}
