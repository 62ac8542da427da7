using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Planning;

/// <summary>A real to be computed from the state: Outer of integrals, reductions and time.</summary>
/// <param name="Integrals">The integrals in one dimension, null on a grid; its outer function holds <see cref="Symbol"/>s `reduction#i` beside Reduced atoms, and Time.</param>
/// <param name="Reductions">What the symbols stand for.</param>
/// <param name="Fields">The bodies of extrema and samples, and on a grid the first densities of distances, as fields; else null.</param>
public sealed record QuantityPlan(EnergyPlan? Integrals, Seq<Reduction> Reductions, Seq<FieldPlan?> Fields)
{
    /// <summary>The integrals on a grid, where the run is one of <see cref="GridSystemPlan"/>.</summary>
    public GridEnergyPlan? OnGrid { get; init; }

    /// <summary>The second densities of distances, as fields; null where they are given, and of other reductions.</summary>
    public Seq<FieldPlan?> Others { get; init; } = [];

    /// <summary>Prefix of the symbols that stand for reductions.</summary>
    public const string ReductionPrefix = "reduction#";
}

/// <summary>A field to be computed on cells: over loads of <see cref="Slots.Unknowns"/> and <see cref="Slots.Centres"/>, the time, and closed integrals.</summary>
/// <param name="Value">The value in a cell; gradients are central differences.</param>
/// <param name="Integrals">Closed integrals inside it, as quantities; the i-th is <see cref="Scalar"/> <see cref="FirstIntegral"/> + i.</param>
public sealed record FieldPlan(Expr Value, Seq<QuantityPlan> Integrals)
{
    /// <summary>The field at a point, the closed integrals as <see cref="Reduced"/>; null where it holds derivatives, which no point has by itself.</summary>
    public Expr? Local { get; init; }

    /// <summary>The scalar of the first closed integral.</summary>
    public const int FirstIntegral = 16;
}

/// <summary>An observable with its plan.</summary>
public sealed record ObserverPlan(ObservableModel Model, QuantityPlan Quantity);

/// <summary>A curve with its plan: one of a quantity and a field.</summary>
public sealed record CurvePlan(CurveModel Model, QuantityPlan? Quantity, FieldPlan? Field, QuantityPlan? Versus);

/// <summary>A figure with its plans.</summary>
public sealed record PlotPlan(PlotModel Model, Seq<CurvePlan> Curves);

/// <summary>One side of a comparison with its plan.</summary>
public sealed record SidePlan(Expr Side, QuantityPlan Quantity);

/// <summary>An expectation with its plans.</summary>
/// <param name="Model">The expectation.</param>
/// <param name="Quantity">What is measured; null for conditions on fields.</param>
/// <param name="Target">What it is compared with (Near).</param>
/// <param name="Sides">The sides of a condition on reals.</param>
/// <param name="Violation">1 in cells where a condition on a field is violated, else 0.</param>
/// <param name="Measured">The field that a condition is about.</param>
public sealed record ExpectationPlan(
    ExpectationModel Model, QuantityPlan? Quantity, QuantityPlan? Target, Seq<SidePlan> Sides, FieldPlan? Violation, FieldPlan? Measured);

/// <summary>What will run.</summary>
/// <param name="Model">The program.</param>
/// <param name="State">Its state, or null.</param>
/// <param name="Equation">Its equation, or null when nothing flows.</param>
/// <param name="Method">The method, or null.</param>
/// <param name="Reason">Why this method.</param>
/// <param name="Options">Its options.</param>
/// <param name="Promises">What it promises for this flow.</param>
/// <param name="Cells">Number of cells of a state.</param>
/// <param name="Energy">The descended energy in the method's discretisation, or null.</param>
/// <param name="End">When it ends; null when nothing is solved.</param>
/// <param name="Observers">What is recorded.</param>
/// <param name="Plots">What is drawn.</param>
/// <param name="Expectations">What is judged.</param>
/// <param name="HitTimes">Times between 0 and the end that are hit exactly, ascending.</param>
public sealed record Plan(
    Model Model, StateModel? State, Equation? Equation, MethodInfo? Method, string Reason, MethodOptions Options, Promises Promises, long Cells,
    EnergyPlan? Energy, EndModel? End, Seq<ObserverPlan> Observers, Seq<PlotPlan> Plots, Seq<ExpectationPlan> Expectations, Seq<double> HitTimes)
{
    /// <summary>The flows of all states over the cells of a grid; null where the run has a discretisation of its own in one dimension.</summary>
    public GridSystemPlan? System { get; init; }

    /// <summary>The same flows with upwind mobilities, which keep densities non-negative; null where nothing needs them.</summary>
    public GridSystemPlan? Upwind { get; init; }

    /// <summary>All states of the program.</summary>
    public Seq<StateModel> States => Model.States;

    /// <summary>The equations of those that flow.</summary>
    public Seq<Equation> Equations { get; init; } = [];

    /// <summary>Cells along every axis.</summary>
    public Seq<int> GridCells { get; init; } = [];

    /// <summary>Whether the ledger follows an energy.</summary>
    public bool HasEnergy => Energy is not null || System is { Ledger: >= 0 };

    /// <summary>
    /// Whether energies are descended and nothing else moves the states: no terms, no turning, no mass through open sides. √⟨ξ, Kξ⟩ is then the speed of the flow.
    /// </summary>
    public bool OnlyDescends => Equations.All(e => e.Flow.Added is null && e.Flow.Hamiltonians.Count == 0 && e.Flow.Descents.All(d => d.Open.Count == 0));

    /// <summary>What that energy is called; empty where there is none.</summary>
    public string EnergyName => Equations.SelectMany(e => e.Flow.Descents.Select(d => d.Name)).Concat(Equations.SelectMany(e => e.Flow.Hamiltonians.Select(h => h.Name))).FirstOrDefault() ?? "";
}
