using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>∂E/∂u of one energy by one state, per cell volume.</summary>
/// <param name="Energy">Which energy.</param>
/// <param name="State">Which state.</param>
/// <param name="IsStored">Whether rates read it beside the present cell, or more than once, so that it gets an array.</param>
public sealed record GridPotential(int Energy, int State, bool IsStored)
{
    /// <summary>Whether mass passes sides; through those that are not open no flux passes.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>(1 − αΔ)⁻¹ of a potential, which gets an array of its own behind those of the potentials.</summary>
/// <param name="Potential">Which potential.</param>
/// <param name="Alpha">α, a number.</param>
public sealed record GridSmoothing(int Potential, double Alpha)
{
    /// <summary>What the solution is on sides where the state, or its normal derivative, is prescribed; on the others its normal derivative is 0.</summary>
    public Seq<GridSmoothingSide> Given { get; init; } = [];
}

/// <summary>What (1 − αΔ)⁻¹ξ is on a side: what moves the state else less the change of what is prescribed of it.</summary>
/// <param name="Axis">The axis of the domain.</param>
/// <param name="IsUpper">Whether it is its upper end.</param>
/// <param name="IsValue">Whether its value is given, else its outward normal derivative.</param>
/// <param name="Value">Of coordinates and time.</param>
public sealed record GridSmoothingSide(int Axis, bool IsUpper, bool IsValue, Expr Value);

/// <summary>Σ numerator / Σ denominator over all cells.</summary>
public sealed record GridMean(Expr Numerator, Expr Denominator);

/// <summary>The flows of all states of a grid as expressions over cells.</summary>
/// <param name="States">The states, in the order of their arrays.</param>
/// <param name="Energies">Every energy that is descended or turns the states.</param>
/// <param name="Ledger">The energy that the ledger follows, or −1.</param>
/// <param name="Potentials">What the rates are made of; the smoothed ones follow as potentials of their own.</param>
/// <param name="Smoothings">Potentials that a Helmholtz operator is inverted on.</param>
/// <param name="Means">Means that the rates need.</param>
/// <param name="Rates">∂u/∂t of each state, over states, potentials, means and time; 0 where nothing moves it.</param>
/// <param name="Dissipation">⟨ξ, Kξ⟩ per cell volume.</param>
/// <param name="Mobilities">Of each state the mobility of the term that its highest derivatives go through, over cells; for step limits and preconditioners.</param>
/// <param name="Orders">Of each state how many spatial derivatives its rate has.</param>
/// <param name="AreFluxes">Of each state whether that mobility stands between divergence and gradient.</param>
/// <param name="DependsOnTime">Whether t appears in a rate.</param>
public sealed record GridSystemPlan(
    Seq<StateSymbol> States, Seq<GridEnergyPlan> Energies, int Ledger, Seq<GridPotential> Potentials, Seq<GridSmoothing> Smoothings, Seq<GridMean> Means,
    Seq<Expr> Rates, Expr Dissipation, Seq<Expr> Mobilities, Seq<int> Orders, Seq<bool> AreFluxes, bool DependsOnTime)
{
    /// <summary>Where potentials near sides are not what is gathered; none where they are everywhere.</summary>
    public Seq<GridStrip> Strips { get; init; } = [];

    /// <summary>Of each state what stands beyond the sides, two an axis, the lower first.</summary>
    public Seq<Seq<ImageKind>> Sides { get; init; } = [];

    /// <summary>The same flows with strips along the sides.</summary>
    public GridSystemPlan Stripped() => this with
    {
        Potentials = [.. Potentials.Select(p => p with { IsStored = true })],
        Strips = GridStrip.Of([.. Potentials.Select(p => (Energies[p.Energy], p.State))], Sides, States[0].Space.Dimension),
    };

    /// <summary>The rate of a state with the potentials that have no array put in.</summary>
    public Expr Rate(int state) => Inlined(Rates[state]);

    /// <summary>The dissipation likewise.</summary>
    public Expr InlinedDissipation => Inlined(Dissipation);

    /// <summary>Puts potentials that have no array in.</summary>
    public Expr Inlined(Expr e) => Substitution.Replace(e, leaf =>
        leaf is Load l && GridArray.Read(l) is (GridRole.Potential, var k, var at) && k < Potentials.Count && !Potentials[k].IsStored
            ? GridForms.Moved(Energies[Potentials[k].Energy].Gradient(Potentials[k].State), at) : null);

    /// <summary>Puts all potentials in, stored or not; smoothed ones and means count as 0.</summary>
    public Expr AtStates(Expr e) => Substitution.Replace(e, leaf => leaf switch
    {
        Load l when GridArray.Read(l) is (GridRole.Potential, var k, var at) =>
            k < Potentials.Count ? GridForms.Moved(Energies[Potentials[k].Energy].Gradient(Potentials[k].State), at) : 0,
        Scalar { Index: >= GridScalars.FirstMean and < GridScalars.FirstMean + GridScalars.MostMeans } => 0,
        _ => null,
    });

    /// <summary>−∂(rate of a state)/∂u of the same state in the same cell, potentials taken at the states.</summary>
    public Expr Diagonal(int state)
    {
        var rate = Rates[state];
        var parts = new List<Expr>();
        foreach (var load in GridForms.Loads(rate).ToArray())
        {
            var (role, index, at) = GridArray.Read(load);
            if (role == GridRole.State && index == state && at == Shift.None)
                parts.Add(Derivative.Of(rate, load));
            else if (role == GridRole.Potential && index < Potentials.Count)
            {
                var gradient = Energies[Potentials[index].Energy].Gradient(Potentials[index].State);
                var own = Derivative.Of(gradient, GridArray.Value(GridRole.State, state, -at));
                parts.Add(Derivative.Of(rate, load) * GridForms.Moved(own, at));
            }
        }
        return -Build.Sum([.. parts]);
    }

    /// <summary>How far away a cell lies at most whose states enter the rate of another, but for what couples all cells.</summary>
    public int RowReach => RowShifts.Select(s => s.Reach).DefaultIfEmpty(0).Max();

    /// <summary>The displacements of those cells.</summary>
    public IEnumerable<Shift> RowShifts
    {
        get
        {
            var potentials = Potentials.Select(p => Energies[p.Energy].Gradient(p.State)).Concat(Strips.SelectMany(s => s.Gradients))
                .SelectMany(GridForms.Loads).Select(GridArray.Read).Where(r => r.Role == GridRole.State).Select(r => r.Shift).Append(Shift.None).Distinct().ToArray();
            return Rates.SelectMany(GridForms.Loads).Select(GridArray.Read)
                .SelectMany(r => r.Role == GridRole.Potential ? potentials.Select(p => r.Shift + p) : [r.Shift]).Append(Shift.None).Distinct();
        }
    }

    /// <summary>How far beyond a side anything is read.</summary>
    public int Reach => Math.Max(1, Energies.Select(e => e.Reach).Concat(Rates.Select(GridForms.Reach)).DefaultIfEmpty(0).Max());
}
