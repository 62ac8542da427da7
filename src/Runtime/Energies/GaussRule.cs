namespace Flows.Runtime.Energies;

/// <summary>Gauss–Legendre rules on [0, 1].</summary>
internal static class GaussRule
{
    // Abramowitz and Stegun, table 25.4, mapped from [-1, 1].
    private static readonly double[][] PositionsOf =
    [
        [0.5],
        [0.5 - 0.288675134594812882254574390251, 0.5 + 0.288675134594812882254574390251],
        [0.5 - 0.387298334620741688517926539978, 0.5, 0.5 + 0.387298334620741688517926539978],
        [0.5 - 0.430568155797026287611978242155, 0.5 - 0.169990521792428132400759195104, 0.5 + 0.169990521792428132400759195104, 0.5 + 0.430568155797026287611978242155],
        [0.5 - 0.453089922969331996396898320780, 0.5 - 0.269234655052841514780229127022, 0.5, 0.5 + 0.269234655052841514780229127022, 0.5 + 0.453089922969331996396898320780],
    ];

    private static readonly double[][] WeightsOf =
    [
        [1],
        [0.5, 0.5],
        [5.0 / 18, 4.0 / 9, 5.0 / 18],
        [0.173927422568726928686531974611, 0.326072577431273071313468025389, 0.326072577431273071313468025389, 0.173927422568726928686531974611],
        [0.118463442528094543757132020360, 0.239314335249683234020645757418, 0.284444444444444444444444444444, 0.239314335249683234020645757418, 0.118463442528094543757132020360],
    ];

    /// <summary>The most points there are.</summary>
    public const int Most = 5;

    /// <summary>Positions in [0, 1].</summary>
    public static ReadOnlySpan<double> Positions(int points) => PositionsOf[points - 1];

    /// <summary>Weights, of sum 1.</summary>
    public static ReadOnlySpan<double> Weights(int points) => WeightsOf[points - 1];

    /// <summary>As few points as integrate the gradient of a polynomial of this degree exactly; the most for anything else.</summary>
    public static int PointsFor(int degree) => degree < 0 ? Most : Math.Clamp((degree + 1) / 2, 1, Most);
}
