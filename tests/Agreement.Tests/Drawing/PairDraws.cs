namespace Flows.Agreement.Tests.Drawing;

/// <summary>Two states that one energy couples.</summary>
internal static class PairDraws
{
    /// <summary>Two fields, each in a metric of its own.</summary>
    public static Draw Fields(ulong seed, Dice dice, int dimension)
    {
        var axes = Drawer.Axes(dice, dimension);
        var (first, second) = (FieldDraws.Sides(dice, axes), FieldDraws.Sides(dice, axes));
        Seq<string> energy = [
            "0.1/2*|grad u|^2", $"{dice.Of("0.05", "0.2")}/2*|grad v|^2", dice.Of("0.4*u*v", "0.3*u^2*v", "0.5*cos(u - v)", "(u - v)^2/2"),
            .. dice.OneIn(2) ? [FieldDraws.Local(dice, axes, dice.Of("u", "v"))] : Array.Empty<string>(), .. dice.OneIn(4) ? ["0.02*(grad u · grad v)"] : Array.Empty<string>()];
        string Metric() => dice.Of("L2", "L2", "L2 { mobility = 2 }", "H1 { alpha = 0.1 }");
        return new Draw(seed, axes, [
            new DrawnState("u", false, Drawer.Start(dice, axes, first, 0.2, 0.5), Drawer.Conditions("u", first), Metric(), dice.OneIn(5) ? ["0.2*v"] : []),
            new DrawnState("v", false, Drawer.Start(dice, axes, second, 0.4, 0.4), Drawer.Conditions("v", second), Metric(), dice.OneIn(5) ? ["0.3*cos(2*t)"] : [])],
            energy, [], FieldDraws.Until(axes, 0.15));
    }

    /// <summary>A density and what it is attracted by.</summary>
    public static Draw Attracted(ulong seed, Dice dice, int dimension)
    {
        var (axes, free) = Free(dice, dimension);
        Seq<string> energy = [$"{dice.Of("0.1", "0.2")}*rho*log(rho)", $"{dice.Signed(0.1, 0.3)}*rho*c", "0.1/2*|grad c|^2", "0.3*c^2/2",
            .. dice.OneIn(3) ? [DensityDraws.Driving(dice, axes, "rho")] : Array.Empty<string>()];
        return new Draw(seed, axes, [
            new DrawnState("rho", true, Drawer.Start(dice, axes, free, 1, 0.5), [], dice.Of("wasserstein", "wasserstein", "hellinger_kantorovich", "fisher_rao"), []),
            new DrawnState("c", false, Drawer.Start(dice, axes, free, 0.5, 0.4), [], dice.Of("L2", "L2 { mobility = 3 }"), [])],
            energy, [], FieldDraws.Until(axes, 0.2));
    }

    /// <summary>Two densities.</summary>
    public static Draw Densities(ulong seed, Dice dice, int dimension)
    {
        var (axes, free) = Free(dice, dimension);
        Seq<string> energy = ["0.1*rho*log(rho)", "0.1*sigma*log(sigma)", dice.Of("0.05*rho*sigma", "0.02*(rho + sigma)^2"), .. dice.OneIn(2) ? [DensityDraws.Driving(dice, axes, "rho")] : Array.Empty<string>()];
        return new Draw(seed, axes, [
            new DrawnState("rho", true, Drawer.Start(dice, axes, free, 1, 0.4), [], dice.Of("wasserstein", "wasserstein { mobility = rho*(2 - rho/4) }"), []),
            new DrawnState("sigma", true, Drawer.Start(dice, axes, free, 1, 0.5), [], dice.Of("wasserstein", "wasserstein", "fisher_rao"), []) { Mass = dice.Of("", " mass 0.5") }],
            energy, [], FieldDraws.Until(axes, 0.2));
    }

    /// <summary>A wave: on a circle, between held ends, or with free ones.</summary>
    public static Draw Waves(ulong seed, Dice dice, int dimension)
    {
        var axes = Drawer.Axes(dice, dimension);
        DrawnSide[] sides = [.. axes.SelectMany(a => a.IsPeriodic ? new[] { new DrawnSide("periodic", 0, ""), new("periodic", 0, "") }
            : dice.OneIn(2) ? [new("value", 0, ""), new("value", 0, "")] : [new("natural", 0, ""), new("natural", 0, "")])];
        Seq<string> energy = ["v^2/2", $"{dice.Of("0.1", "0.3")}/2*|grad u|^2", .. dice.OneIn(2) ? [dice.Of("1 - cos(u)", "u^2/2", "u^4/4")] : Array.Empty<string>()];
        return new Draw(seed, axes, [
            new DrawnState("u", false, Drawer.Start(dice, axes, sides, 0, 0.5), Drawer.Conditions("u", sides), "", []),
            new DrawnState("v", false, Drawer.Start(dice, axes, sides, 0, 0.4), [], "", [])], energy, [], dice.Of(0.25, 0.5))
        { IsHamiltonian = true };
    }

    private static (Seq<DrawnAxis> Axes, DrawnSide[] Sides) Free(Dice dice, int dimension)
    {
        var axes = Drawer.Axes(dice, dimension);
        return (axes, [.. axes.SelectMany(a => a.IsPeriodic ? new[] { new DrawnSide("periodic", 0, ""), new("periodic", 0, "") } : [new("natural", 0, ""), new("natural", 0, "")])]);
    }
}
