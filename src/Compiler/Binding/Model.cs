using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>A program with its names resolved and everything typed.</summary>
/// <param name="Source">The text it was bound from.</param>
/// <param name="Parameters">Its `param`s with the values in force.</param>
/// <param name="Domains">Its domains.</param>
/// <param name="States">Its states.</param>
/// <param name="Functionals">Its functionals, each at its own formals.</param>
/// <param name="Flows">Its flows.</param>
/// <param name="Solve">How it is solved, or null.</param>
/// <param name="Observables">What is observed.</param>
/// <param name="Plots">What is plotted.</param>
/// <param name="Expectations">What is expected.</param>
public sealed record Model(
    SourceText Source,
    Seq<ParameterModel> Parameters,
    Seq<DomainModel> Domains,
    Seq<StateModel> States,
    Seq<FunctionalModel> Functionals,
    Seq<FlowModel> Flows,
    SolveModel? Solve,
    Seq<ObservableModel> Observables,
    Seq<PlotModel> Plots,
    Seq<ExpectationModel> Expectations)
{
    /// <summary>Its data, in the order declared.</summary>
    public Seq<DataModel> Data { get; init; } = [];

    /// <summary>What this version does not run of what is declared, each said at its place (F0690).</summary>
    public Seq<Diagnostic> Later { get; init; } = [];

    /// <summary>What is minimised, or null.</summary>
    public MinimizeModel? Minimize { get; init; }

    /// <summary>What is compared.</summary>
    public Seq<CompareModel> Compares { get; init; } = [];

    /// <summary>What is varied.</summary>
    public Seq<VaryModel> Varies { get; init; } = [];

    /// <summary>What is animated.</summary>
    public Seq<AnimationModel> Animations { get; init; } = [];

    /// <summary>The times between two savings of the states, one a `save`.</summary>
    public Seq<double> Saves { get; init; } = [];
}

/// <summary>A table of numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">One array a coordinate of a row, all of one length.</param>
public sealed record DataModel(string Name, Seq<double[]> Columns)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Columns[0].Length;
}

/// <summary>A `param` and its value in force.</summary>
public sealed record ParameterModel(string Name, double Value, string? Doc);

/// <summary>One axis of a domain.</summary>
public sealed record AxisModel(string Name, double Low, double High, bool IsPeriodic, SourceSpan Span)
{
    /// <summary>A place this share of the length beyond an end lies on it: the rounding of how it was computed.</summary>
    public const double Rounding = 1e-12;

    /// <summary>High − Low.</summary>
    public double Length => High - Low;
}

/// <summary>A domain: a product of axes, which are infinite where it is unbounded, or the radius of a radial one.</summary>
public sealed record DomainModel(Space Space, Seq<AxisModel> Axes, SourceSpan Span);

/// <summary>What is demanded of a state on a side.</summary>
public enum BoundaryKind
{
    /// <summary>Nothing: the condition of the variational principle.</summary>
    Natural,
    /// <summary>Even reflection of the state.</summary>
    NoFlux,
    /// <summary>A value.</summary>
    Dirichlet,
    /// <summary>An outward normal derivative.</summary>
    Neumann,
}

/// <summary>A condition on one side of a domain.</summary>
/// <param name="Axis">Which axis.</param>
/// <param name="IsUpper">Whether it is the upper end of the axis.</param>
/// <param name="Kind">What is demanded.</param>
/// <param name="Value">g, at the ambient point; 0 where none is needed.</param>
/// <param name="Span">Where it is written.</param>
public sealed record BoundaryCondition(int Axis, bool IsUpper, BoundaryKind Kind, Expr Value, SourceSpan Span);

/// <summary>A bound that a state keeps at every point and time, as a variational inequality.</summary>
/// <param name="IsUpper">Whether the state stays below it.</param>
/// <param name="Bound">At the ambient point.</param>
/// <param name="Span">Where it is written.</param>
public sealed record ConstraintModel(bool IsUpper, Expr Bound, SourceSpan Span);

/// <summary>How the mass of a density is fixed at the start.</summary>
public enum MassRule
{
    /// <summary>The initial expression is left as it is.</summary>
    AsGiven,
    /// <summary>It is scaled to <see cref="StateModel.Mass"/>.</summary>
    Scaled,
}

/// <summary>A state and how it starts.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Domain">Where it lives.</param>
/// <param name="Rule">Whether it is scaled.</param>
/// <param name="Mass">The mass it is scaled to.</param>
/// <param name="Initial">At the ambient point (index 0); of particles the density that they are drawn from, of a point 0.</param>
/// <param name="InitialSpan">Where the initial value is written.</param>
/// <param name="Boundary">The conditions given; sides not named are natural.</param>
/// <param name="Span">The declared name.</param>
public sealed record StateModel(
    StateSymbol Symbol, DomainModel Domain, MassRule Rule, double Mass, Expr Initial, SourceSpan InitialSpan,
    Seq<BoundaryCondition> Boundary, SourceSpan Span)
{
    /// <summary>Where a point starts, one number a coordinate; else empty.</summary>
    public Seq<Expr> Position { get; init; } = [];

    /// <summary>What particles are drawn from, or null.</summary>
    public DistributionModel? Distribution { get; init; }

    /// <summary>How many particles there are, else 0.</summary>
    public int Count { get; init; }

    /// <summary>The fields that files give, by the numbers of the symbols that stand for them in the initial value.</summary>
    public Seq<Tables.GivenField> Given { get; init; } = [];

    /// <summary>The bounds that it keeps.</summary>
    public Seq<ConstraintModel> Constraints { get; init; } = [];

    /// <summary>Conditions on the outward normal derivative that hold the state itself: the natural ones of energies on the sides (<see cref="RobinConditions"/>).</summary>
    public Seq<BoundaryCondition> Robin { get; init; } = [];

    /// <summary>The condition on a side, or null for the natural one.</summary>
    public BoundaryCondition? On(int axis, bool isUpper) => Boundary.FirstOrDefault(b => b.Axis == axis && b.IsUpper == isUpper);

    /// <summary>The condition of a kind on a side, or null.</summary>
    public BoundaryCondition? On(int axis, bool isUpper, BoundaryKind kind) => Boundary.FirstOrDefault(b => b.Axis == axis && b.IsUpper == isUpper && b.Kind == kind);

    /// <summary>Whether both the value and the normal derivative are prescribed on a side.</summary>
    public bool IsClamped(int axis, bool isUpper) => On(axis, isUpper, BoundaryKind.Dirichlet) is not null && On(axis, isUpper, BoundaryKind.Neumann) is not null;
}

/// <summary>Where the particles of a state, or the rows of a sample, come from.</summary>
public abstract record DistributionModel;

/// <summary>A mixture of normal and uniform distributions, its weights positive with sum 1.</summary>
public sealed record MixtureModel(Seq<MixtureComponent> Components) : DistributionModel;

/// <summary>A component of a mixture.</summary>
/// <param name="Weight">Its share.</param>
/// <param name="IsNormal">Normal, else uniform on a box.</param>
/// <param name="First">The mean, or the lower corner.</param>
/// <param name="Second">The standard deviations, or the upper corner; row by row the covariance where there are d² numbers.</param>
public sealed record MixtureComponent(double Weight, bool IsNormal, Seq<double> First, Seq<double> Second);

/// <summary>The rows of a table.</summary>
/// <param name="Data">The table: as many rows as there are particles.</param>
public sealed record GivenPoints(DataModel Data) : DistributionModel;

/// <summary>A functional at its own formals: for `explain` and for checks.</summary>
public sealed record FunctionalModel(string Name, Seq<StateSymbol> Formals, Expr Value, string Text, SourceSpan Span);

/// <summary>One `descend F in metric`.</summary>
/// <param name="Name">The functional's name, as displayed.</param>
/// <param name="Energy">Its value in terms of the program's states.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Arguments">What it is given.</param>
/// <param name="Span">The functional's place.</param>
/// <param name="MetricSpan">The metric's place.</param>
public sealed record DescentModel(string Name, Expr Energy, Metric Metric, MetricArguments Arguments, SourceSpan Span, SourceSpan MetricSpan)
{
    /// <summary>The mobility at the ambient point.</summary>
    public Expr Mobility => Arguments.Mobility;

    /// <summary>The functional's declaration, where a name alone is descended.</summary>
    public FunctionalDecl? Declared { get; init; }

    /// <summary>Where the mobility is written, or null.</summary>
    public SourceSpan? MobilitySpan { get; init; }

    /// <summary>Whether the author says that the energy may be unbounded below.</summary>
    public bool MayBeUnbounded { get; init; }

    /// <summary>Whether the author says that fine waves may grow without bound.</summary>
    public bool MayBeIllPosed { get; init; }

    /// <summary>The sides that mass may pass.</summary>
    public Seq<SideModel> Open { get; init; } = [];
}

/// <summary>A side of a domain.</summary>
/// <param name="Axis">Which axis.</param>
/// <param name="IsUpper">Whether it is the upper end of the axis.</param>
public readonly record struct SideModel(int Axis, bool IsUpper);

/// <summary>One `hamilton H`.</summary>
/// <param name="Name">The functional's name, as displayed.</param>
/// <param name="Energy">H in terms of the program's states.</param>
/// <param name="Partner">Of a pair of fields the other one; of a point, which is its own partner, null.</param>
/// <param name="Sign">+1 where the state moves with ∂H/∂partner, −1 where against it; of a point 1.</param>
/// <param name="Span">The functional's place.</param>
public sealed record HamiltonModel(string Name, Expr Energy, StateSymbol? Partner, int Sign, SourceSpan Span);

/// <summary>Brownian motion: √(2/β) dW.</summary>
/// <param name="Beta">β, the inverse temperature.</param>
/// <param name="Span">Where it is written.</param>
public sealed record NoiseModel(Expr Beta, SourceSpan Span);

/// <summary>The flow of one state: the sum of what it descends, what turns it, what is added, and noise.</summary>
/// <param name="State">Which state flows.</param>
/// <param name="Descents">What it descends; several in a sum of metrics.</param>
/// <param name="Hamiltonians">What turns it.</param>
/// <param name="Drift">Terms that are no gradient, one an axis for points and particles; empty where there are none.</param>
/// <param name="Noise">Brownian motion, or null.</param>
/// <param name="Span">The declaration.</param>
public sealed record FlowModel(StateModel State, Seq<DescentModel> Descents, Seq<HamiltonModel> Hamiltonians, Seq<Expr> Drift, NoiseModel? Noise, SourceSpan Span)
{
    /// <summary>The first descent, or null.</summary>
    public DescentModel? Descent => Descents.Count > 0 ? Descents[0] : null;

    /// <summary>What is added to a field or density, or null.</summary>
    public Expr? Added => Drift is [var only] ? only : null;
}

/// <summary>When a solve ends.</summary>
/// <param name="Time">The end, or the bound of a steady solve (+∞ without one).</param>
/// <param name="SteadySpeed">The metric speed below which the state counts as steady, or null.</param>
public sealed record EndModel(double Time, double? SteadySpeed)
{
    /// <summary>How many steps of a discrete optimiser, which have no time; null where time is what ends.</summary>
    public int? Steps { get; init; }
}

/// <summary>An option of a method as written.</summary>
public sealed record OptionModel(string Name, double Number, string? Text, SourceSpan NameSpan, SourceSpan Span);

/// <summary>How a program is solved.</summary>
/// <param name="Cells">One count an axis, or empty.</param>
/// <param name="Method">The method's name; `auto` where none is given.</param>
/// <param name="Options">The options written.</param>
/// <param name="End">When it ends.</param>
/// <param name="MethodSpan">The method's place, or the declaration's.</param>
/// <param name="Span">The declaration.</param>
public sealed record SolveModel(Seq<int> Cells, string Method, Seq<OptionModel> Options, EndModel End, SourceSpan MethodSpan, SourceSpan Span)
{
    /// <summary>The method that the program names, where the command line has another; else null.</summary>
    public string? Replaced { get; init; }
}

/// <summary>A real made from states: an expression over closed integrals, time and <see cref="Reduced"/> atoms.</summary>
/// <param name="Value">The expression; at the ambient point where it is a field.</param>
/// <param name="Reductions">What its Reduced atoms stand for.</param>
public sealed record Quantity(Expr Value, Seq<Reduction> Reductions);

/// <summary>An observable.</summary>
public sealed record ObservableModel(string Name, Quantity Quantity, double? Every, SourceSpan Span);

/// <summary>One curve: of a field over its domain, of a quantity over time, or of one against another.</summary>
public sealed record CurveModel(string Label, Quantity Quantity, bool IsField, Quantity? Versus, string VersusLabel);

/// <summary>One figure.</summary>
public sealed record PlotModel(Seq<CurveModel> Curves, bool IsLog, bool IsHistogram, Seq<double> At, SourceSpan Span);

/// <summary>What an expectation claims.</summary>
public enum ClaimKind
{
    /// <summary>Falls at every step.</summary>
    Decreases,
    /// <summary>Stays what it is at the start.</summary>
    Conserved,
    /// <summary>Is near a value at a time.</summary>
    Near,
    /// <summary>A condition on reals at a time.</summary>
    Condition,
    /// <summary>A condition at every point of every step.</summary>
    Everywhere,
}

/// <summary>An expectation.</summary>
/// <param name="Text">As written.</param>
/// <param name="Kind">What is claimed.</param>
/// <param name="Quantity">The quantity; for conditions the left side minus nothing: see <paramref name="Condition"/>.</param>
/// <param name="Target">The value wanted (Near).</param>
/// <param name="Within">The tolerance.</param>
/// <param name="At">The time, or null for the end.</param>
/// <param name="Condition">The condition (Condition, Everywhere).</param>
/// <param name="Span">Where it is written.</param>
public sealed record ExpectationModel(
    string Text, ClaimKind Kind, Quantity Quantity, Quantity? Target, double Within, double? At, Condition? Condition, SourceSpan Span);
