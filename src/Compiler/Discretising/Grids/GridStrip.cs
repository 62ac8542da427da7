using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// Gradients in the cells near sides, where the gathered ones do not hold: what lies beyond a side has no energy of its own, and its cells carry what the energy feels of them
/// to the cells that they are made of.
/// </summary>
/// <param name="Places">Of each axis 0 for the cells away from both sides, 1, 2 … for those at the lower side, nearest first, −1, −2 … at the upper one.</param>
/// <param name="Width">How many cells near a side do not count as away from it.</param>
/// <param name="Gradients">∂E_h/∂u per cell volume, one for each potential of a system.</param>
public sealed record GridStrip(Seq<int> Places, int Width, Seq<Expr> Gradients)
{
    // A box has a hundred places and more; what a place costs goes with the dimension, not with the text.
    private const int WorkOfPlace = 30_000;

    /// <summary>All strips of some gradients: derived by scattering the elements of real cells and folding through the transpose of the ghost fill (mathematics.md §3).</summary>
    /// <param name="gradients">Of each potential the energy that is differentiated, and the state by which.</param>
    /// <param name="sides">Of each state what stands beyond the sides, two an axis, the lower first.</param>
    /// <param name="dimension">d.</param>
    public static Seq<GridStrip> Of(Seq<(GridEnergyPlan Energy, int State)> gradients, Seq<Seq<ImageKind>> sides, int dimension)
    {
        var width = Reach([.. gradients.Select(g => g.Energy)], sides);
        var scattered = gradients.Select(g => new Potential(g.Energy, g.State)).ToArray();
        var strips = new List<GridStrip>();
        var places = new int[dimension];
        Work.Allow(WorkOfPlace * gradients.Count * (int)Math.Pow(2 * width + 1, dimension));
        Enumerate(0);
        return [.. strips];

        void Enumerate(int axis)
        {
            if (axis == dimension)
            {
                if (places.Any(p => p != 0))
                    strips.Add(new GridStrip([.. places], width, [.. scattered.Select(p => p.Gradient(sides[p.State], places))]));
                return;
            }
            for (var p = sides[0][2 * axis] == ImageKind.Wrap ? 0 : -width; p <= (sides[0][2 * axis] == ImageKind.Wrap ? 0 : width); p++)
            {
                places[axis] = p;
                Enumerate(axis + 1);
            }
        }
    }

    /// <summary>How many cells near a side do not count as away from it.</summary>
    /// <param name="energies">What is differentiated.</param>
    /// <param name="sides">Of each state what stands beyond the sides.</param>
    public static int Reach(Seq<GridEnergyPlan> energies, Seq<Seq<ImageKind>> sides) => energies
        .SelectMany(e => e.Densities.Select(GridForms.Reach).Concat(e.Sides.Select(s => s.Width)))
        .Append(sides.Any(s => s.Contains(ImageKind.Line)) ? 2 : 0).Max();

    // An energy with what is differentiated by a state once for all places.
    private sealed class Potential(GridEnergyPlan energy, int state)
    {
        private readonly Scattered _inside = new(energy.Weighted, null, state);
        private readonly Scattered[] _beside = [.. energy.WeightedSides.Select(s => new Scattered(s.Density, s, state))];

        public int State => state;

        public Expr Gradient(Seq<ImageKind> sides, int[] places)
        {
            for (var axis = 0; axis < places.Length; axis++)
                if (Math.Abs(places[axis]) == 1 && !GridSides.IsFree(sides[2 * axis + (places[axis] < 0 ? 1 : 0)]))
                    return 0;
            var inside = new Scatter(_inside, sides, places).Gradient();
            return GridForms.Tidy(Build.Sum([inside.Others, .. _beside.Select(b => new Scatter(b, sides, places).Gradient()).Select(g => g.Others + g.Products), energy.Felt(state)])) + inside.Products;
        }
    }

    // A density, of all cells or of those at a side, with what is differentiated once for all places.
    private sealed class Scattered(Expr density, GridSideDensity? beside, int state)
    {
        public GridSideDensity? Beside => beside;

        public int State => state;

        public QuadraticDensity Products { get; } = new(density, state);

        public (Expr Derivative, Shift At)[] Loads => field ??= [.. GridForms.Loads(Products.Rest).ToArray()
            .Select(l => (Load: l, Read: GridArray.Read(l))).Where(p => p.Read.Role == GridRole.State && p.Read.Index == state)
            .Select(p => (Derivative.Of(Products.Rest, p.Load), p.Read.Shift))];

        public Shift[] Places => field ??= [.. Products.Places];

        public int Reach => Loads.Select(l => l.At.Reach).Concat(Places.Select(p => p.Reach)).DefaultIfEmpty(0).Max();
    }

    // What the elements of real cells, or of those at a side, add to the gradient in a cell at some place.
    private sealed class Scatter(Scattered density, Seq<ImageKind> sides, int[] places)
    {
        private readonly List<Expr> _parts = [];
        private readonly List<(Shift At, Shift To, int Count)> _products = [];

        public (Expr Others, Expr Products) Gradient()
        {
            if (density.Loads.Length + density.Places.Length > 0)
                Fold(0, Shift.None, 1);
            return (Build.Sum([.. _parts]), density.Products.Gathered(_products, density.State));
        }

        // Every cell that is made of the present one, the present one first: `to` leads there.
        private void Fold(int axis, Shift to, int count)
        {
            if (axis == places.Length)
            {
                foreach (var (derivative, at) in density.Loads)
                    if (IsReal(to, at))
                        _parts.Add((Expr)count * GridForms.Moved(derivative, to + -at));
                foreach (var at in density.Places)
                    if (IsReal(to, at))
                        _products.Add((at, to, count));
                return;
            }
            Fold(axis + 1, to, count);
            var place = places[axis];
            if (place == 0)
                return;
            var distance = Math.Abs(place) - 1;
            if (IsGathered(axis))
                return;
            for (var layer = 0; layer < density.Reach; layer++)
                foreach (var (source, times) in GridSides.Sources(sides[2 * axis + (place < 0 ? 1 : 0)], layer))
                    if (source == distance)
                        Fold(axis + 1, to + Shift.Along(axis, places.Length, (distance + 1 + layer) * -Math.Sign(place)), count * times);
        }

        // Beyond a side where the slope is prescribed the images count as cells: for energies that are even there this is the same, and for others their flux at that slope,
        // which the state does not choose. Second derivatives feel the slope inside: there it is a condition on the state, and what folds is right.
        private bool IsGathered(int axis) => density.Reach <= 1 && sides[2 * axis + (places[axis] < 0 ? 1 : 0)] == ImageKind.Slope;

        // Whether the cell that reads the value at `to` at a displacement lies between the sides.
        private bool IsReal(Shift to, Shift at)
        {
            var away = to + -at;
            for (var axis = 0; axis < places.Length; axis++)
            {
                var component = (3 - places.Length + axis) switch { 0 => away.A, 1 => away.B, _ => away.C };
                if (density.Beside is { } beside && beside.Axis == axis && places[axis] + component != (beside.IsUpper ? -1 : 1))
                    return false;
                // Towards the nearer side by more than there are cells.
                if (places[axis] != 0 && !IsGathered(axis) && component * -Math.Sign(places[axis]) > Math.Abs(places[axis]) - 1)
                    return false;
            }
            return true;
        }
    }
}
