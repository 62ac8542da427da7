using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>The convexity of an energy along the geodesics of the metric that it is descended in.</summary>
public static class ConvexityInMetric
{
    /// <summary>Judges the pieces of an energy.</summary>
    public static Convexity Of(Seq<Piece> pieces, FlowSetting setting)
    {
        if (!setting.IsBox)
            return new UnknownConvexity("judged on products of bounded intervals only");
        if (setting.Metric.Name is "L2" or "H^-1")
            return FlatConvexity.Of(pieces, setting);
        if (!setting.IsPlainWasserstein)
            return new UnknownConvexity(setting.Metric.IsWasserstein ? "judged for W2 with mobility `rho` only" : $"no geodesics of {setting.Metric.Name} are known");
        return setting.IsPeriodic
            ? new UnknownConvexity("geodesics of W2 on a periodic domain run both ways round")
            : DisplacementConvexity.Of(pieces, setting);
    }
}
